using System.Text.Json;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>A tool call as rules see it. <see cref="ToString"/> leaves the arguments out.</summary>
public sealed record ToolRequest
{
    private const int MostSentences = 12;
    private readonly List<string> _sentences = [];
    private JsonElement? _read;
    private ReadValues? _values;
    private ReadValues? _written;

    public required string Interaction { get; init; }

    public required ApplicationPolicy Application { get; init; }

    public required GuardPolicy Policy { get; init; }

    /// <summary>The name that the model used; may be longer or stranger than any tool's.</summary>
    public required string Name { get; init; }

    /// <summary>The tool of the policy that the name means for this application; null when there is none.</summary>
    public required ToolPolicy? Tool { get; init; }

    /// <summary>The arguments as they would be executed: JSON, or plain input of a custom tool.</summary>
    public required string Arguments { get; init; }

    /// <summary>The arguments as the model wrote them, before anything in them was replaced.</summary>
    public string? Written { get; init; }

    /// <summary>The conversation before the call; null where nobody knows it: then no source is judged.</summary>
    public ConversationIndex? Conversation { get; init; }

    /// <summary>The request offered the tool to the model, and let it call tools.</summary>
    public bool IsOffered { get; init; } = true;

    /// <summary>The task that the request names; null for none.</summary>
    public TaskPolicy? Task { get; init; }

    /// <summary>A call that writes or sends needs a task.</summary>
    public bool NeedsTask { get; init; }

    /// <summary>Calls of the same tool that were allowed before this one in the same answer.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];

    /// <summary>The call was judged before and is checked again: it does not count against a limit.</summary>
    public bool IsReplay { get; init; }

    /// <summary>Why the call is not allowed, for whoever made it: the caller gets it, no log does.</summary>
    public IReadOnlyList<string> Sentences => _sentences;

    /// <summary>Adds a sentence. It repeats no text of the arguments.</summary>
    public void Explain(string sentence)
    {
        if (_sentences.Count < MostSentences && !_sentences.Contains(sentence, StringComparer.Ordinal))
        {
            _sentences.Add(sentence);
        }
    }

    /// <summary>The arguments as JSON; null where they are none with unique names.</summary>
    internal JsonElement? Read() => _read ??= CompiledArguments.Read(Arguments);

    /// <summary>The values of the arguments as they would be executed; null where there are too many.</summary>
    internal IReadOnlyList<ArgumentValue>? Values => (_values ??= new(ArgumentValues.In(Read(), Arguments))).List;

    /// <summary>The values of the arguments as the model wrote them.</summary>
    internal IReadOnlyList<ArgumentValue>? WrittenValues => Written is null || Written == Arguments
        ? Values
        : (_written ??= new(ArgumentValues.In(CompiledArguments.Read(Written), Written))).List;

    /// <summary>An argument's name as a sentence may repeat it.</summary>
    internal static string Place(string argument) =>
        argument.Length <= 40 && argument.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
        ? argument
        : "an argument";

    private sealed record ReadValues(IReadOnlyList<ArgumentValue>? List);

    public override string ToString() => $"ToolRequest {{ {Tool?.Id ?? "unknown"} of {Application.Id} }}";
}
