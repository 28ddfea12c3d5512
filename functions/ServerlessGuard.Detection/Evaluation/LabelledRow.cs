using System.Text.Json;

namespace ServerlessGuard.Detection.Evaluation;

/// <summary>One line of a file of labelled texts. Offsets of spans are turned into UTF-16 units.</summary>
/// <param name="Id">The row's own id, else its file and line.</param>
internal sealed record LabelledRow(string Id, string Text, JsonElement Fields)
{
    /// <exception cref="EvaluationDataException">A line is not a row; the message names it.</exception>
    public static IEnumerable<LabelledRow> ReadFile(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(line, Path.GetFileName(path), number);
            }
        }
    }

    public string Word(string field) => Fields.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw Wrong($"has no text '{field}'");

    public bool Flag(string field) =>
        Fields.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Wrong($"has no true or false '{field}'");

    public int Number(string field) =>
        Fields.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw Wrong($"has no whole number '{field}'");

    /// <summary>The labelled spans, each with its type ("" where the file gives none).</summary>
    public IReadOnlyList<(TextSpan Span, string Type)> Spans()
    {
        if (!Fields.TryGetProperty("spans", out var spans) || spans.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("has no list 'spans'");
        }

        var read = new List<(TextSpan, string)>();
        foreach (var span in spans.EnumerateArray())
        {
            if (span.ValueKind != JsonValueKind.Array || span.GetArrayLength() < 2
                || span[0].ValueKind != JsonValueKind.Number || !span[0].TryGetInt32(out var start)
                || span[1].ValueKind != JsonValueKind.Number || !span[1].TryGetInt32(out var end))
            {
                throw Wrong("has a span that is not [start, end] or [start, end, type]");
            }

            try
            {
                read.Add((TextSpan.FromCodePoints(Text, start, end), span.GetArrayLength() > 2 ? span[2].GetString() ?? "" : ""));
            }
            catch (ArgumentOutOfRangeException)
            {
                throw Wrong($"has a span [{start}, {end}] that does not lie in its text");
            }
        }

        return read;
    }

    private static LabelledRow Parse(string line, string file, int number)
    {
        JsonElement fields;
        try
        {
            fields = JsonElement.Parse(line);
        }
        catch (JsonException exception)
        {
            throw new EvaluationDataException($"{file}, line {number}: not JSON.", exception);
        }

        var place = $"{file}, line {number}";
        if (fields.ValueKind != JsonValueKind.Object
            || !fields.TryGetProperty("text", out var text)
            || text.ValueKind != JsonValueKind.String)
        {
            throw new EvaluationDataException($"{place}: not an object with a text 'text'.");
        }

        var id = fields.TryGetProperty("id", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : place;
        return new LabelledRow(id, text.GetString()!, fields);
    }

    private EvaluationDataException Wrong(string what) => new($"The row {Id} {what}.");
}

/// <summary>A labelled file is not what it should be; the message names the place and never holds its text.</summary>
public sealed class EvaluationDataException(string message, Exception? inner = null) : Exception(message, inner);
