using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using NJsonSchema.Validation;
using NJsonSchema.Validation.FormatValidators;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// One <c>pattern</c> of an arguments schema, run in linear time. The validator's own pattern check backtracks, and the
/// model writes the text it runs on; so each pattern becomes a format that this checks.
/// </summary>
internal sealed class LinearPattern(string name, string pattern) : IFormatValidator
{
    private readonly Regex _regex = new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public string Format => name;

    public ValidationErrorKind ValidationErrorKind => ValidationErrorKind.PatternMismatch;

    public bool IsValid(string value, JTokenType tokenType) => _regex.IsMatch(value);

    /// <summary>Replaces every <c>pattern</c> in a schema; what is in their place comes back.</summary>
    public static IReadOnlyList<LinearPattern> Replace(JsonNode? schema)
    {
        var found = new List<LinearPattern>();
        Visit(schema, found);
        return found;
    }

    private static void Visit(JsonNode? node, List<LinearPattern> found)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Visit(item, found);
            }
        }
        else if (node is JsonObject schema)
        {
            foreach (var (_, value) in schema.ToArray())
            {
                Visit(value, found);
            }

            // A property that is called "pattern" holds a schema, not text.
            if (schema["pattern"] is JsonValue text && text.TryGetValue<string>(out var pattern))
            {
                var one = new LinearPattern($"linear-pattern-{found.Count}", pattern);
                found.Add(one);
                schema.Remove("pattern");
                if (schema["allOf"] is not JsonArray all)
                {
                    schema["allOf"] = all = [];
                }

                all.Add((JsonNode)new JsonObject { ["format"] = one.Format });
            }
        }
    }
}
