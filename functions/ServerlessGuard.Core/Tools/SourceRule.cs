using System.Globalization;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// Each argument that matters in a call has somebody who said it. An argument that the policy names in <c>from</c> may be filled by
/// those sources alone; any other has the default of its kind, which counts once the model has read a text from outside.
/// </summary>
internal sealed class SourceRule : IToolRule
{
    /// <summary>A value came from an untrusted result.</summary>
    public const string Reason = "tool.untrusted";

    /// <summary>Nobody who may fill the argument said the value.</summary>
    public const string Unsourced = "tool.unsourced";

    private const int MostSentences = 8;
    private const int ShortestPassage = 14;
    private const string Unread = "an earlier part of the conversation, which is not in the request";
    private const string TooMany = "The call has more than 2000 values.";

    private static readonly ValueSource[] Default =
        [new(ValueSourceKind.User), new(ValueSourceKind.System), new(ValueSourceKind.TrustedTools)];

    public ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Judge(request));

    private static Verdict Judge(ToolRequest request)
    {
        if (request.Tool is not { Untrusted: not GuardAction.Allow } tool || request.Conversation is not { } conversation)
        {
            return new Verdict.Allow();
        }

        if (!conversation.HasOutside && tool.From.Count == 0)
        {
            return new Verdict.Allow();
        }

        SortedSet<string>? reasons = null;
        if (request.WrittenValues is not { } values)
        {
            reasons = [Unsourced];
            request.Explain(TooMany);
        }
        else
        {
            var isAnchored = false;
            foreach (var value in values)
            {
                if (Fault(request, tool, conversation, value, ref isAnchored) is not { } fault)
                {
                    continue;
                }

                reasons ??= new SortedSet<string>(StringComparer.Ordinal);
                if (reasons.Add(fault.Reason) | reasons.Count <= MostSentences)
                {
                    request.Explain(fault.Sentence);
                }
            }

            if (reasons is null && !isAnchored && Unanchored(request, tool, conversation, values) is { } loose)
            {
                reasons = [loose.Reason];
                request.Explain(loose.Sentence);
            }
        }

        return reasons is null ? new Verdict.Allow()
            : tool.Untrusted == GuardAction.Hold ? new Verdict.Hold([.. reasons]) : new Verdict.Block([.. reasons]);
    }

    /// <param name="isAnchored">Becomes true when a value that matters was said by one of its sources.</param>
    private static (string Reason, string Sentence)? Fault(
        ToolRequest request, ToolPolicy tool, ConversationIndex conversation, ArgumentValue value, ref bool isAnchored)
    {
        var named = tool.From.TryGetValue(value.Name, out var from);
        if (!named && !conversation.HasOutside)
        {
            return null;
        }

        from ??= Default;
        if (Contains(from, ValueSourceKind.Any))
        {
            return null;
        }

        var isText = value.Kind is ArgumentKind.Prose or ArgumentKind.Command;
        if (isText)
        {
            return Riding(request, tool, conversation, value, from);
        }

        if (!named && value.Kind == ArgumentKind.Neutral)
        {
            return null;
        }

        if (!named && tool.Effect == ToolEffect.Read && value.Kind != ArgumentKind.Link)
        {
            return null;
        }

        if (IsSaid(request, conversation, from, value))
        {
            isAnchored |= value.Kind != ArgumentKind.Neutral;
            return null;
        }

        var isBounded = !named && value.Kind == ArgumentKind.Amount && IsBounded(tool, value.Name);
        var needsSource = !Contains(from, ValueSourceKind.Model)
            && (named || (!isBounded && ArgumentKinds.NeedsSource(value.Kind, tool.Effect, tool.Id)));
        var source = Traceable(value) || needsSource ? conversation.HasOutside ? conversation.Outside.Find(value.Text) : null : null;
        return source is not null ? (Reason, $"{ToolRequest.Place(value.Name)} came from {source}, which is not trusted.")
            : needsSource ? (Unsourced, $"{ToolRequest.Place(value.Name)}: {Nobody(from)} said this value.")
            : conversation.Earlier is not null && Traceable(value) ? MayCome(value, "come")
            : null;
    }

    /// <summary>
    /// Nothing in the call is tied to the user, and a part of it comes from an untrusted result: an entry of a calendar that a web page
    /// dictates has no argument that matters by itself.
    /// </summary>
    private static (string Reason, string Sentence)? Unanchored(
        ToolRequest request, ToolPolicy tool, ConversationIndex conversation, IReadOnlyList<ArgumentValue> values)
    {
        if (!conversation.HasOutside || tool.Effect == ToolEffect.Read)
        {
            return null;
        }

        foreach (var value in values)
        {
            if (value.Kind != ArgumentKind.Neutral && IsSaid(request, conversation, From(tool, value), value))
            {
                return null;
            }
        }

        foreach (var value in values)
        {
            if (value.Kind != ArgumentKind.Neutral && !Contains(From(tool, value), ValueSourceKind.Any)
                && value.Text.Length >= ShortestPassage
                && (conversation.Outside.FindPassage(value.Text, ShortestPassage) ?? UnreadOf(conversation)) is { } source)
            {
                return (Reason, $"{ToolRequest.Place(value.Name)} repeats {source}, which is not trusted, and nothing in the call is the user's.");
            }
        }

        return null;
    }

    private static (string Reason, string Sentence)? MayCome(ArgumentValue value, string verb) =>
        (Reason, $"{ToolRequest.Place(value.Name)} may {verb} from {Unread}. Send the conversation whole, or have the user name the value.");

    /// <summary>The name of a source that cannot be looked at; null where there is none.</summary>
    private static string? UnreadOf(ConversationIndex conversation) => conversation.Earlier is null ? null : Unread;

    private static IReadOnlyList<ValueSource> From(ToolPolicy tool, ArgumentValue value) =>
        tool.From.TryGetValue(value.Name, out var from) ? from : Default;

    /// <summary>A text may say anything; the links, addresses and accounts in it have a source, and code is not taken over.</summary>
    private static (string Reason, string Sentence)? Riding(
        ToolRequest request, ToolPolicy tool, ConversationIndex conversation, ArgumentValue value, IReadOnlyList<ValueSource> from)
    {
        if (!conversation.HasOutside || (tool.Effect == ToolEffect.Read && value.Kind != ArgumentKind.Command))
        {
            return null;
        }

        foreach (var address in AddressesIn(value.Text))
        {
            var item = new ArgumentValue(value.Name, address.Contains('@', StringComparison.Ordinal) ? ArgumentKind.Recipient
                : address.AsSpan().ContainsAny("./:") ? ArgumentKind.Link : ArgumentKind.Account, address, false);
            if (IsSaid(request, conversation, from, item))
            {
                continue;
            }

            return conversation.Outside.Find(address) is { } source
                ? (Reason, $"{ToolRequest.Place(value.Name)} holds a link, address or account that came from {source}, which is not trusted.")
                : Contains(from, ValueSourceKind.Model) ? conversation.Earlier is null ? null : MayCome(value, "hold what came")
                : (Unsourced, $"{ToolRequest.Place(value.Name)} holds a link, address or account: {Nobody(from)} said it.");
        }

        return value.Kind == ArgumentKind.Command && !IsSaid(request, conversation, from, value)
            && (conversation.Outside.FindPassage(value.Text) ?? UnreadOf(conversation)) is { } passage
            ? (Reason, $"{ToolRequest.Place(value.Name)} takes over a passage of {passage}, which is not trusted.")
            : null;
    }

    /// <summary>Those in the text, in it with look-alikes folded and invisible characters gone, and in what it says when decoded.</summary>
    private static IEnumerable<string> AddressesIn(string text)
    {
        var (plain, decoded) = (Addresses.In(text), Decodings.Of(text));
        if (decoded.Count == 0 && System.Text.Ascii.IsValid(text))
        {
            return plain;
        }

        return plain.Concat(Addresses.In(Normaliser.Normalise(text)))
            .Concat(decoded.SelectMany(Addresses.In))
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>A destination that the policy names is said by the policy.</summary>
    private static bool IsSaid(ToolRequest request, ConversationIndex conversation, IReadOnlyList<ValueSource> from, ArgumentValue value)
    {
        foreach (var source in from)
        {
            if (source.Kind == ValueSourceKind.List
                ? request.Policy.Lists.TryGetValue(source.Name!, out var list) && list.Values.Contains(value.Text.Trim())
                : conversation.Says(source, value.Text, value.Kind))
            {
                return true;
            }
        }

        if (ReferenceEquals(from, Default) && value.Kind == ArgumentKind.Id && !ArgumentKinds.IsDestructive(request.Tool!.Id)
            && conversation.IsListedId(value.Text))
        {
            return true;
        }

        return request.Tool!.Destinations.Count > 0 && Destinations.Of(value.Text) is { } destination
            && Destinations.IsAllowed(request.Tool.Destinations, destination);
    }

    /// <summary>Too small a value stands everywhere by chance.</summary>
    private static bool Traceable(ArgumentValue value) => value.IsNumber
        ? value.Text.Length >= 5
        : value.Text.AsSpan().Trim().Length >= 4;

    private static bool IsBounded(ToolPolicy tool, string name) => tool.Spend?.Argument == name
        || (tool.Arguments is { } schema
            && schema.TryGetProperty("properties", out var properties)
            && properties.TryGetProperty(name, out var one)
            && (one.TryGetProperty("maximum", out _) || one.TryGetProperty("exclusiveMaximum", out _)));

    private static bool Contains(IReadOnlyList<ValueSource> from, ValueSourceKind kind)
    {
        foreach (var source in from)
        {
            if (source.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }

    private static string Nobody(IReadOnlyList<ValueSource> from) => ReferenceEquals(from, Default)
        ? "neither the user nor a trusted tool"
        : string.Create(CultureInfo.InvariantCulture, $"none of {string.Join(", ", from)}");
}
