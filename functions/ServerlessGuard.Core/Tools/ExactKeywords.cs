using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// The keywords of an arguments schema that the library does not check as the specification says, or not in linear time, while the model
/// writes what they run on: <c>pattern</c> (its engine backtracks, and knows another <c>\d</c>), <c>uniqueItems</c> (it compares each
/// item with each), <c>minLength</c> and <c>maxLength</c> (it counts a letter with a hundred marks as one character). Each becomes a
/// format that is checked here.
/// </summary>
internal static class ExactKeywords
{
    private const string Unique = "guard-unique";
    private const string Pattern = "guard-pattern-";
    private const string Shortest = "guard-min-length-";
    private const string Longest = "guard-max-length-";

    private static readonly string[] OneSchema = ["items", "not"];
    private static readonly string[] ManySchemas = ["allOf", "anyOf", "oneOf"];

    /// <summary>Replaces the keywords in a schema; the formats in their place are registered.</summary>
    public static void Replace(JsonNode? schema, FormatRegistry formats)
    {
        var found = 0;
        formats.Register(new PredicateFormat(Unique, AreUnique));
        Visit(schema, formats, ref found);
    }

    /// <summary>Why a value does not fit one of the formats.</summary>
    public static string Explain(string format, JsonElement? value) =>
        format.StartsWith(Longest, StringComparison.Ordinal) ? $"it has {Length(value)} characters, and may have {format[Longest.Length..]}" :
        format.StartsWith(Shortest, StringComparison.Ordinal) ? $"it has {Length(value)} characters, and needs {format[Shortest.Length..]}" :
        format == Unique ? "it holds an item twice" : "it does not match the pattern";

    private static void Visit(JsonNode? node, FormatRegistry formats, ref int found)
    {
        if (node is not JsonObject schema)
        {
            return;
        }

        foreach (var (_, below) in schema["properties"] as JsonObject ?? [])
        {
            Visit(below, formats, ref found);
        }

        foreach (var name in OneSchema)
        {
            Visit(schema[name], formats, ref found);
        }

        foreach (var below in ManySchemas.SelectMany(name => schema[name] as JsonArray ?? []))
        {
            Visit(below, formats, ref found);
        }

        if (schema["pattern"] is JsonValue text && text.TryGetValue<string>(out var pattern))
        {
            var regex = EcmaPattern.Compile(pattern);
            Stand(schema, "pattern", formats, $"{Pattern}{found++}", regex.IsMatch);
        }

        if (Number(schema["minLength"]) is { } least)
        {
            Stand(schema, "minLength", formats, $"{Shortest}{least}", value => value.EnumerateRunes().Count() >= least);
        }

        if (Number(schema["maxLength"]) is { } most)
        {
            Stand(schema, "maxLength", formats, $"{Longest}{most}", value => value.EnumerateRunes().Count() <= most);
        }

        if (schema["uniqueItems"] is JsonValue unique)
        {
            schema.Remove("uniqueItems");
            if (unique.GetValueKind() == JsonValueKind.True)
            {
                Add(schema, Unique);
            }
        }
    }

    private static void Stand(JsonObject schema, string keyword, FormatRegistry formats, string format, Func<string, bool> isGood)
    {
        schema.Remove(keyword);
        formats.Register(new PredicateFormat(
            format, value => value.ValueKind != JsonValueKind.String || isGood(value.GetString()!)));
        Add(schema, format);
    }

    private static void Add(JsonObject schema, string format)
    {
        if (schema["allOf"] is not JsonArray all)
        {
            schema["allOf"] = all = [];
        }

        all.Add((JsonNode)new JsonObject { ["format"] = format });
    }

    private static bool AreUnique(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        return value.EnumerateArray().All(item => seen.Add(Canonical(JsonNode.Parse(item.GetRawText()))));
    }

    /// <summary>Equal values have equal texts: names are sorted, and 1, 1.0 and 1e0 are one number.</summary>
    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject o => $"{{{string.Join(',', o.OrderBy(static p => p.Key, StringComparer.Ordinal).Select(static p =>
            $"{JsonValue.Create(p.Key).ToJsonString()}:{Canonical(p.Value)}"))}}}",
        JsonArray a => $"[{string.Join(',', a.Select(Canonical))}]",
        JsonValue v when v.GetValueKind() == JsonValueKind.Number && decimal.TryParse(
            v.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            number.ToString("G29", CultureInfo.InvariantCulture),
        _ => node?.ToJsonString() ?? "null",
    };

    private static long? Number(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number ? (long)node.GetValue<double>() : null;

    private static string Length(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text
        ? text.GetString()!.EnumerateRunes().Count().ToString(CultureInfo.InvariantCulture)
        : "other";
}
