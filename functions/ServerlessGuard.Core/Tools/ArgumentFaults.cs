using System.Globalization;
using System.Text.Json;
using Json.Schema;

namespace ServerlessGuard.Core.Tools;

/// <summary>Why arguments do not satisfy their schema, in words: <c>amount: 900 is above the maximum 100</c>.</summary>
internal static class ArgumentFaults
{
    private const int MostSentences = 8;

    public static IReadOnlyList<string> Explain(EvaluationResults results, JsonElement schema, JsonElement arguments)
    {
        var sentences = new List<string>();
        foreach (var fault in results.Details ?? [])
        {
            foreach (var (keyword, _) in fault.Errors ?? new Dictionary<string, string>())
            {
                var value = Find(arguments, fault.InstanceLocation.ToString());
                var rule = Find(schema, fault.EvaluationPath.ToString());
                var sentence = $"{Place(schema, fault.EvaluationPath.ToString())}: {Words(keyword, value, rule)}";
                if (!sentences.Contains(sentence) && sentences.Count < MostSentences)
                {
                    sentences.Add(sentence);
                }
            }
        }

        return sentences.Count > 0 ? sentences : ["The arguments do not fit the tool's schema."];
    }

    private static string Words(string keyword, JsonElement? value, JsonElement? rule)
    {
        var limit = rule is { ValueKind: JsonValueKind.Object } owner && owner.TryGetProperty(keyword, out var found) ? found : default;
        return keyword switch
        {
            "maximum" => $"{Number(value)} is above the maximum {limit}",
            "exclusiveMaximum" => $"{Number(value)} is not below {limit}",
            "minimum" => $"{Number(value)} is below the minimum {limit}",
            "exclusiveMinimum" => $"{Number(value)} is not above {limit}",
            "multipleOf" => $"{Number(value)} is no multiple of {limit}",
            "maxItems" => $"it has {Length(value)} items, and may have {limit}",
            "minItems" => $"it has {Length(value)} items, and needs {limit}",
            "maxProperties" => $"it has {Length(value)} fields, and may have {limit}",
            "minProperties" => $"it has {Length(value)} fields, and needs {limit}",
            "type" => $"it is {Kind(value)}, and must be {limit}",
            "enum" => $"it is not one of {limit.GetRawText()}",
            "required" => $"a required field is missing ({limit.GetRawText()})",
            "" => "a field is not among the schema's properties",
            "format" => ExactKeywords.Explain(limit.ToString(), value),
            _ => $"it does not satisfy {keyword}",
        };
    }

    /// <summary>The property's name as the schema writes it, so that no text of the model's is repeated.</summary>
    private static string Place(JsonElement schema, string path)
    {
        var names = new List<string>();
        var steps = Steps(path);
        for (var i = 0; i + 1 < steps.Length; i++)
        {
            if (steps[i] == "properties")
            {
                names.Add(steps[++i]);
            }
            else if (steps[i] == "items")
            {
                names.Add("[]");
            }
        }

        return names.Count == 0 ? "arguments" : string.Join('.', names);
    }

    private static string[] Steps(string pointer) =>
        [.. pointer.Split('/').Skip(1).Select(static step => step.Replace("~1", "/").Replace("~0", "~"))];

    private static JsonElement? Find(JsonElement root, string pointer)
    {
        var at = root;
        foreach (var step in Steps(pointer))
        {
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out var below))
            {
                at = below;
            }
            else if (at.ValueKind == JsonValueKind.Array
                && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < at.GetArrayLength())
            {
                at = at[index];
            }
            else
            {
                return null;
            }
        }

        return at;
    }

    private static string Number(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number && number.GetRawText().Length <= 32 ? number.GetRawText() : "the value";

    private static string Length(JsonElement? value) => value is { } one ? one.ValueKind switch
    {
        JsonValueKind.Array => one.GetArrayLength().ToString(CultureInfo.InvariantCulture),
        JsonValueKind.Object => one.GetPropertyCount().ToString(CultureInfo.InvariantCulture),
        _ => "other",
    }
    : "other";

    private static string Kind(JsonElement? value) => value?.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Null => "null",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "missing",
    };
}
