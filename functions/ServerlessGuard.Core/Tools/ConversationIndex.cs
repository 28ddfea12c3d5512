using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// The conversation before a call, as its judgement needs it: what the user, the application and each tool said, and what came from
/// outside. Built while the model answers. Thread-safe.
/// </summary>
public sealed class ConversationIndex
{
    private readonly List<Statement> _statements = [];
    private readonly Lazy<TaintIndex> _outside;
    private readonly List<string> _calls = [];
    private readonly bool _hasOutside;

    /// <param name="utterances">In their order. Where a request was redacted: as it was sent, then as the model got it.</param>
    /// <param name="tools">The tool of the policy that a function's name means, or null.</param>
    /// <param name="continues">The model may have read texts from outside that are not among these.</param>
    public ConversationIndex(IEnumerable<Utterance> utterances, Func<string, ToolPolicy?> tools, bool continues)
    {
        ArgumentNullException.ThrowIfNull(utterances);
        ArgumentNullException.ThrowIfNull(tools);
        var outside = new List<(string Source, string Text)>();
        var results = new HashSet<string>(StringComparer.Ordinal);
        foreach (var utterance in utterances)
        {
            var tool = utterance.Tool is { } name ? tools(name) : null;
            switch (utterance.Speaker)
            {
                case Speaker.Call:
                    _calls.Add(tool?.Id ?? "");
                    continue;
                case Speaker.Tool when tool is not null:
                    results.Add(tool.Id);
                    break;
            }

            var isOutside = utterance.Speaker == Speaker.Model || (utterance.Speaker == Speaker.Tool && tool is not { Trusted: true });
            foreach (var text in utterance.Texts)
            {
                if (utterance.Speaker != Speaker.Model)
                {
                    _statements.Add(new Statement(utterance.Speaker, tool, text, utterance.Arguments));
                }

                if (isOutside && text.Length > 0)
                {
                    var source = utterance.Speaker == Speaker.Model ? "an earlier answer of the model"
                        : $"the result of {tool?.Id ?? "an unknown tool"}";
                    outside.Add((source, text));
                }
            }
        }

        Results = results;
        _hasOutside = continues || outside.Count > 0;
        _outside = new(() => new TaintIndex(outside));
    }

    /// <summary>
    /// A part of the conversation that the platform keeps and the request does not hold: any value may come from there. Null for none.
    /// </summary>
    public EarlierPart? Earlier { get; init; }

    /// <summary>The ids of the tools that were called, in order; empty for one that the policy does not know.</summary>
    public IReadOnlyList<string> Calls => Earlier?.Calls is { Count: > 0 } before ? [.. before, .. _calls] : _calls;

    /// <summary>The ids of the tools whose results the conversation holds.</summary>
    public IReadOnlySet<string> Results { get; }

    /// <summary>Whether the model read, or may have read, a text that neither the user nor the application answers for.</summary>
    public bool HasOutside => _hasOutside || Earlier is not null;

    /// <summary>The texts that came from outside; built at the first use.</summary>
    public TaintIndex Outside => _outside.Value;

    /// <summary>Builds what judging will need.</summary>
    public void Prepare()
    {
        if (HasOutside)
        {
            _ = _outside.Value;
        }
    }

    /// <summary>Whether the user, the application or a tool said a value.</summary>
    public bool Says(ValueSource source, string value, ArgumentKind kind)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (var statement in _statements)
        {
            if (statement.Is(source) && statement.Says(source, value, kind))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a value is an identifier that stands in an identifier's field of a result, and that no text names: a model that lists things
    /// and goes on with one of them has it from there.
    /// </summary>
    public bool IsListedId(string value) =>
        _statements.Exists(statement => statement.IsListed(value)) && !_statements.Exists(statement => statement.Names(value));

    private sealed class Statement(Speaker speaker, ToolPolicy? tool, string text, string? arguments)
    {
        /// <summary>A shorter value stands in a result by chance: there it must be the whole of a field.</summary>
        private const int ShortestInResult = 5;

        private readonly Lazy<SpokenText> _spoken = new(() => new SpokenText(text));
        private readonly Lazy<SpokenText?> _echo = new(() => arguments is null ? null : new SpokenText(arguments));
        private readonly Lazy<ResultFields> _fields = new(() => new ResultFields(text));

        public bool Is(ValueSource source) => source.Kind switch
        {
            ValueSourceKind.User => speaker == Speaker.User,
            ValueSourceKind.System => speaker == Speaker.Application,
            ValueSourceKind.Tool => speaker == Speaker.Tool && tool?.Id == source.Name,
            ValueSourceKind.TrustedTools => speaker == Speaker.Tool && tool is not null
                && (tool.Trusted || tool.TrustedFields.Count > 0 || tool.Effect != ToolEffect.Read),
            _ => false,
        };

        public bool IsListed(string value) => speaker == Speaker.Tool && _fields.Value.HasId(value);

        /// <summary>An outside text holds the value elsewhere than in an identifier's field.</summary>
        public bool Names(string value) =>
            speaker == Speaker.Tool && tool is not { Trusted: true }
            && new TaintIndex([.. _fields.Value.Texts(text).Select(static one => ("", one))]).Find(value) is not null;

        public bool Says(ValueSource source, string value, ArgumentKind kind)
        {
            if (speaker != Speaker.Tool)
            {
                return _spoken.Value.Says(value, kind);
            }

            // A tool that repeats what it was asked says nothing of its own.
            if (!Holds(source, value, kind) || _echo.Value?.Says(value, kind) == true)
            {
                return false;
            }

            return true;
        }

        private bool Holds(ValueSource source, string value, ArgumentKind kind)
        {
            if (source.Kind == ValueSourceKind.Tool && source.Field is { } field)
            {
                return _fields.Value.Has(field, value);
            }

            if (source.Kind == ValueSourceKind.TrustedTools && !tool!.Trusted)
            {
                // The id that a tool gave to what it has just made, and the fields that the policy names.
                return tool.TrustedFields.Any(one => _fields.Value.Has(one, value))
                    || (tool.Effect != ToolEffect.Read && kind == ArgumentKind.Id && _fields.Value.HasId(value));
            }

            return value.Length < ShortestInResult
                ? _fields.Value.Has(null, value) || text.Trim() == value
                : _spoken.Value.Says(value, kind);
        }
    }
}

/// <summary>A part of a conversation whose texts the guard does not have.</summary>
/// <param name="Calls">The ids of the tools that it called, in order; null where that is not known either.</param>
public sealed record EarlierPart(IReadOnlyList<string>? Calls);
