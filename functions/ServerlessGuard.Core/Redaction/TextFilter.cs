using System.Text;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Redaction;

/// <summary>The transformation of text in a run: of one stream at a time, or of one JSON string.</summary>
internal abstract class TextFilter
{
    public Dictionary<string, long> Counts { get; } = [];

    public GuardAction Strictest { get; protected set; }

    /// <summary>How many values are masked because their planned action cannot be done.</summary>
    public long Masked { get; protected set; }

    /// <summary>How values of streams are spelled; null where each is as it reads.</summary>
    public ValueSpelling? Spelling { get; set; }

    /// <summary>Starts the next text.</summary>
    public abstract void Begin();

    public abstract void Append(ReadOnlySpan<char> piece, StringBuilder output);

    /// <summary>Ends the text that was begun.</summary>
    public abstract void Complete(StringBuilder output);

    /// <summary>
    /// Adds the changes to <paramref name="text"/> from <paramref name="from"/> on, before which stands the field's name: in order, and
    /// none overlaps another.
    /// </summary>
    public abstract void Change(ReadOnlySpan<char> text, int from, ValueSpelling spelling, List<TextEdit> edits);

    /// <summary>
    /// Adds the changes to <paramref name="text"/> from <paramref name="from"/> on, before which stands a label: in order, none over
    /// another, with offsets that count from there.
    /// </summary>
    public abstract void Find(string text, int from, List<PartEdit> edits);

    protected void Count(string kind, long count) => Counts[kind] = Counts.GetValueOrDefault(kind) + count;
}

/// <summary>One change of a text: offsets are UTF-16 units of the text before it.</summary>
/// <param name="Start">The first unit that is replaced.</param>
/// <param name="Length">How many units are.</param>
/// <param name="Text">The text in their place.</param>
/// <param name="Spelling">How the text is spelled in JSON, where a token says so; see <see cref="TokenEntry.Spelling"/>.</param>
internal readonly record struct TextEdit(int Start, int Length, string Text, string? Spelling);

/// <summary>The spelling of a value at an offset of its text; null when it is the one that a writer would choose.</summary>
internal delegate string? ValueSpelling(int start, string value);
