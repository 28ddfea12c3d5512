using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>A tool's rules in words, and the judgement of one call of it without anything being called.</summary>
public sealed class ToolPreview
{
    private static readonly ToolCallEvaluator Evaluator = new([]);

    private readonly GuardPolicy _policy;
    private readonly ApplicationPolicy _application;
    private readonly ToolPolicy _tool;

    private ToolPreview(GuardPolicy policy, ApplicationPolicy application, ToolPolicy tool) =>
        (_policy, _application, _tool) = (policy, application, tool);

    /// <summary>The preview, or null where the application may not use the tool. The name is the tool's, or a function's.</summary>
    public static ToolPreview? For(GuardPolicy policy, ApplicationPolicy application, string name)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(application);
        return ToolNames.Find(policy, application, name) is { } tool && application.MayUse(tool.Id)
            ? new ToolPreview(policy, application, tool)
            : null;
    }

    /// <summary>The rules, a sentence each.</summary>
    public IReadOnlyList<string> Sentences => [.. Describe()];

    /// <summary>The verdict on a call, and why.</summary>
    /// <param name="arguments">JSON.</param>
    /// <param name="conversation">A chat completions request; null for a conversation of which nothing is known.</param>
    /// <param name="cancellationToken">Ends the judging.</param>
    public async ValueTask<(Verdict Verdict, IReadOnlyList<string> Sentences)> JudgeAsync(
        string arguments, JsonObject? conversation, CancellationToken cancellationToken)
    {
        var request = new ToolRequest
        {
            Interaction = "preview",
            Application = _application,
            Policy = _policy,
            Name = _tool.Id,
            Tool = _tool,
            Arguments = arguments,
            Conversation = new ConversationIndex(
                conversation is null ? [] : Utterances.OfChat(conversation),
                name => ToolNames.Find(_policy, _application, name),
                continues: conversation is null),
        };
        var verdict = await Evaluator.EvaluateAsync(request, cancellationToken);
        return (verdict, request.Sentences);
    }

    private IEnumerable<string> Describe()
    {
        yield return $"{_tool.Id} has the effect {PolicyEnumNames.Of(_tool.Effect)}.";
        if (_tool.AlwaysReview)
        {
            yield return "Every call waits for a person.";
        }

        foreach (var (name, sources) in _tool.From.OrderBy(static one => one.Key, StringComparer.Ordinal))
        {
            yield return $"{name} may come from {string.Join(", ", sources)}; otherwise the call is {Decision(_tool.Untrusted)}.";
        }

        foreach (var name in Arguments().Where(name => !_tool.From.ContainsKey(name)))
        {
            yield return $"{name} {ByDefault(ArgumentKinds.Of(name))}.";
        }

        yield return _tool.Untrusted == GuardAction.Allow
            ? "No source of an argument is checked."
            : "Once the model has read a text from outside, other arguments have the default of their kind.";
        if (_tool.Trusted)
        {
            yield return "Its results are trusted: they may fill arguments.";
        }
        else if (_tool.TrustedFields.Count > 0)
        {
            yield return $"Of its results, these fields may fill arguments: {string.Join(", ", _tool.TrustedFields)}.";
        }

        if (_tool.Destinations.Count > 0)
        {
            yield return $"It may send to {string.Join(", ", _tool.Destinations)} alone.";
        }

        if (_tool.Restore.Count > 0)
        {
            yield return $"Tokens in {string.Join(", ", _tool.Restore)} are turned back where the user said the value.";
        }

        if (_tool.Connector is { } connector)
        {
            yield return $"The connector {connector} runs it, as {_policy.Connectors[connector].Identity}.";
        }
        else if (_tool.Effect != ToolEffect.Read && _policy.BindsTools)
        {
            yield return "No connector names it: nobody states which identity runs it.";
        }

        if (_tool.NeverAfter.Count > 0)
        {
            yield return $"It may not be called after {string.Join(", ", _tool.NeverAfter)}.";
        }

        if (_tool.AtMost is { } most)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"One conversation may call it {most} times.");
        }

        if (_tool.Spend is { } spend)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{spend.Argument} may sum up to {spend.Most} in {PolicyUnits.Show(spend.Per)}.");
        }

        if (_tool.Limit is { } limit)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"It may be called {limit.Count} times in {PolicyUnits.Show(limit.Period)}.");
        }
    }

    private IEnumerable<string> Arguments() =>
        _tool.Arguments is { } schema && schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(static one => one.Name)
            : [];

    private string ByDefault(ArgumentKind kind) =>
        kind == ArgumentKind.Prose && _tool.Effect != ToolEffect.Read
            ? "may say anything; links, addresses and accounts in it need a source (user, system, trusted)"
        : kind == ArgumentKind.Neutral || (_tool.Effect == ToolEffect.Read && kind != ArgumentKind.Link) ? "is not checked"
        : ArgumentKinds.NeedsSource(kind, _tool.Effect, _tool.Id)
            ? $"is {Name(kind)} and needs a source: user, system or trusted"
        : "may be anything that no untrusted result holds";

    private static string Name(ArgumentKind kind) => kind switch
    {
        ArgumentKind.Recipient => "a recipient",
        ArgumentKind.Link => "a link",
        ArgumentKind.Account => "an account",
        ArgumentKind.Path => "a path",
        ArgumentKind.Id => "an identifier",
        ArgumentKind.Amount => "an amount",
        ArgumentKind.Credential => "a credential",
        ArgumentKind.Target => "a target",
        _ => "a value",
    };

    private static string Decision(GuardAction action) => action == GuardAction.Hold ? "reviewed" : "refused";
}
