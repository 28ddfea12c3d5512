namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// One text of a file that has a format of its own: a string of a JSON document, a cell of a table, a part of an e-mail. Its
/// <see cref="Text"/> is what a reader of the format sees.
/// </summary>
public sealed record TextPart
{
    public required string Text { get; init; }

    /// <summary>The words before the text that rules take as context: the field's or column's name. May be empty.</summary>
    public string Label { get; init; } = "";

    /// <summary>
    /// The place in the file of each UTF-16 unit of <see cref="Text"/>, in bytes, and last that of its end: one more than there are
    /// units.
    /// </summary>
    public required int[] Offsets { get; init; }

    /// <summary>The bytes that stand for a text in the place of some of this one: UTF-8, unless the format escapes.</summary>
    public Func<string, byte[]> Encode { get; init; } = System.Text.Encoding.UTF8.GetBytes;

    /// <summary>
    /// Whether <see cref="Encode"/> makes the whole of the part, because no part of its bytes can be changed alone; then the part's
    /// bytes begin at the first offset and end at the last.
    /// </summary>
    public bool IsWhole { get; init; }
}
