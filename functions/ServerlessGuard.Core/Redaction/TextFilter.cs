using System.Text;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Redaction;

/// <summary>The transformation of text in a run: of one stream at a time, or of one JSON string.</summary>
internal abstract class TextFilter
{
    public Dictionary<string, long> Counts { get; } = [];

    public GuardAction Strictest { get; protected set; }

    /// <summary>Starts the next text.</summary>
    public abstract void Begin();

    public abstract void Append(ReadOnlySpan<char> piece, StringBuilder output);

    /// <summary>Ends the text that was begun.</summary>
    public abstract void Complete(StringBuilder output);

    /// <summary>
    /// Works on <paramref name="text"/> from <paramref name="from"/> on, before which stands the field's name. False, and
    /// nothing written, when it stays as it is.
    /// </summary>
    public abstract bool Change(ReadOnlySpan<char> text, int from, StringBuilder output);

    protected void Count(string kind, long count) => Counts[kind] = Counts.GetValueOrDefault(kind) + count;
}
