using System.Collections.Frozen;

namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>
/// Judges the word after an order: "ignore the above and …" speaks of all that came before, "ignore the above chart" of a chart.
/// </summary>
internal static class OrderEnding
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Qualities =
        Set("above", "previous", "prior", "preceding", "vorherige", "bisherige");

    // Text that goes on after an order whose object was all that came before.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Continuations = Set(
        "and", "then", "but", "or", "instead", "now", "please", "you", "your", "i", "do", "say", "print", "just", "start", "only", "write", "tell", "answer",
        "respond", "reply", "output", "with", "text", "texts", "prompt", "prompts", "input", "inputs", "und", "oder", "mir", "gesagte", "gesagten", "anweisung",
        "instruktion", "eingabe", "frage", "aufgabe", "regel", "vorgabe", "aufforderung", "because", "since", "so", "as", "everything", "stuff", "content", "conversation",
        "assignments", "assignment", "questions", "information", "instructions", "instruction");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Subjects = Set("for", "on", "about", "regarding", "concerning");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Conversation =
        Set("this", "us", "me", "responding", "answering", "chatting", "conversation", "chat", "today", "behaving", "interacting");

    /// <summary>Whether nothing follows "above" or "previous" that the order is about instead.</summary>
    public static bool IsWhole(ReadOnlySpan<char> order) =>
        !(Before(order, out var last) is { Length: > 0 } before && Qualities.Contains(before)) || Continuations.Contains(last);

    /// <summary>Whether the instructions asked for are the model's own, and not those for a matter ("your rules about pets").</summary>
    public static bool IsAboutItself(ReadOnlySpan<char> question) =>
        !(Before(question, out var last) is { Length: > 0 } before && Subjects.Contains(before)) || Conversation.Contains(last);

    /// <summary>The word before the last one.</summary>
    private static ReadOnlySpan<char> Before(ReadOnlySpan<char> text, out ReadOnlySpan<char> last)
    {
        var start = text.LastIndexOfAny(" \t\n\r");
        last = text[(start + 1)..];
        if (start < 0)
        {
            return default;
        }

        var before = text[..start].TrimEnd(" \t\n\r");
        return before[(before.LastIndexOfAny(" \t\n\r") + 1)..];
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(params string[] words) =>
        FrozenSet.ToFrozenSet(words, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
