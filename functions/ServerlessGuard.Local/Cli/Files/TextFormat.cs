using System.Text.Json;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>The format of a text: named, derived from the file's name, or detected from its beginning.</summary>
internal static class TextFormat
{
    public static readonly string[] Names = ["auto", "text", "jsonl"];

    public static TextForm Choose(string name, string path, ReadOnlySpan<byte> head) => name switch
    {
        "text" => TextForm.Plain,
        "jsonl" => TextForm.JsonLines,
        _ => Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" => TextForm.JsonLines,
            _ => StartsWithObject(head) ? TextForm.JsonLines : TextForm.Plain,
        },
    };

    /// <summary>
    /// Whether the first line is a JSON object of its own. A pretty-printed document is not: its first line is only <c>{</c>.
    /// </summary>
    private static bool StartsWithObject(ReadOnlySpan<byte> head)
    {
        var body = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        if (body.IsEmpty || body[0] != (byte)'{')
        {
            return false;
        }

        var end = body.IndexOf((byte)'\n');
        var reader = new Utf8JsonReader(end < 0 ? body : body[..end], isFinalBlock: end >= 0, default);
        try
        {
            // A first line longer than what was read counts when nothing in it is wrong so far.
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
