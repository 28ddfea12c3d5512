using System.Text.Json;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>How a text file is built.</summary>
internal enum TextFormat
{
    /// <summary>The whole text, over line ends.</summary>
    Text,

    /// <summary>One JSON document a line.</summary>
    JsonLines,

    /// <summary>One JSON document, a notebook too.</summary>
    Json,

    /// <summary>A table of separated values.</summary>
    Csv,

    /// <summary>An e-mail (RFC 5322, MIME).</summary>
    Mail,
}

/// <summary>Which format a text has: named, told by the file's name, or seen in its beginning.</summary>
internal static class TextFormats
{
    public static readonly string[] Names = ["auto", "text", "jsonl", "json", "csv", "eml"];

    public static string NameOf(TextFormat format) => Names[(int)format + 1];

    public static TextFormat Choose(string name, string path, ReadOnlySpan<byte> head)
    {
        var named = Array.IndexOf(Names, name) - 1;
        return named >= 0 ? (TextFormat)named : ExtensionOf(path) switch
        {
            ".jsonl" or ".ndjson" => TextFormat.JsonLines,
            ".json" or ".ipynb" or ".geojson" or ".har" or ".sarif" => TextFormat.Json,
            ".csv" or ".tsv" => TextFormat.Csv,
            ".eml" => TextFormat.Mail,
            _ => StartsWithObject(head) ? TextFormat.JsonLines : StartsWithBracket(head) ? TextFormat.Json : TextFormat.Text,
        };
    }

    /// <summary>Of the text, where it is compressed.</summary>
    private static string ExtensionOf(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return extension is ".gz" or ".gzip" ? Path.GetExtension(Path.GetFileNameWithoutExtension(path)).ToLowerInvariant() : extension;
    }

    /// <summary>A pretty-printed document: its first line is a bracket alone.</summary>
    private static bool StartsWithBracket(ReadOnlySpan<byte> head)
    {
        var body = Body(head);
        return body.Length > 1 && body[0] is (byte)'{' or (byte)'[' && body[1] is (byte)'\n' or (byte)'\r';
    }

    /// <summary>
    /// Whether the first line is a JSON object of its own. A pretty-printed document is not: its first line is only <c>{</c>.
    /// </summary>
    private static bool StartsWithObject(ReadOnlySpan<byte> head)
    {
        var body = Body(head);
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

    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> head) => head.StartsWith("\uFEFF"u8) ? head[3..] : head;
}
