using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace ServerlessGuard.Core.Policies;

/// <summary>The error and the suggested fix for each kind of difference between a tree and the schema.</summary>
internal static class SchemaErrorMessage
{
    public static (string Message, string SuggestedFix) For(ValidationError error, JToken at)
    {
        var schema = error.Schema.ActualSchema;
        return error.Kind switch
        {
            ValidationErrorKind.NoAdditionalPropertiesAllowed => UnknownKey(schema, error.Property ?? ""),
            ValidationErrorKind.PropertyRequired => ($"{error.Property} is missing here.", Example(schema, error.Property ?? "")),
            ValidationErrorKind.NotInEnumeration => ($"{Show(at)} is not allowed here.", NotListed(schema, at)),
            ValidationErrorKind.PatternMismatch => ($"{Show(at)} is not well formed.", SuggestedFix(schema, "Correct it.")),
            ValidationErrorKind.NoTypeValidates =>
                ($"{Show(at)} is not allowed here.", SuggestedFix(schema, "Use a value of another type.")),
            ValidationErrorKind.StringExpected => ($"{Show(at)} is not text.", SuggestedFix(
                schema, at is JValue { Value: not null } ? "Put it in quotes." : "Write text here.")),
            ValidationErrorKind.BooleanExpected => ($"{Show(at)} is not true or false.", "Use one of: true, false."),
            ValidationErrorKind.NumberExpected => ($"{Show(at)} is not a number.", $"Write a number{Range(schema)}, without quotes."),
            ValidationErrorKind.IntegerExpected =>
                ($"{Show(at)} is not a whole number.", $"Write a whole number{Range(schema)}, without quotes."),
            ValidationErrorKind.ObjectExpected => ($"{Show(at)} is not a mapping.", "Write key: value pairs here."),
            ValidationErrorKind.ArrayExpected => ($"{Show(at)} is not a list.", "Write a list: [one, two]."),
            ValidationErrorKind.NumberTooSmall => ($"{Show(at)} is too small.", $"Write a number{Range(schema)}."),
            ValidationErrorKind.NumberTooBig or ValidationErrorKind.IntegerTooBig =>
                ($"{Show(at)} is too large.", $"Write a number{Range(schema)}."),
            ValidationErrorKind.StringTooShort => ($"{Show(at)} is too short.", $"Write at least {schema.MinLength} characters."),
            ValidationErrorKind.StringTooLong => ($"{Show(at)} is too long.", $"Write at most {schema.MaxLength} characters."),
            ValidationErrorKind.TooFewItems => ("The list is too short.", $"List at least {schema.MinItems}."),
            ValidationErrorKind.TooManyItems => ("The list is too long.", $"List at most {schema.MaxItems}."),
            ValidationErrorKind.TooFewProperties => ("This is empty.", $"Add at least {schema.MinProperties}."),
            ValidationErrorKind.TooManyProperties => ("There are too many keys here.", $"Keep at most {schema.MaxProperties}."),
            _ => ($"{Show(at)} is not allowed here.", SuggestedFix(schema, "See guard.schema.json.")),
        };
    }

    private static (string, string) UnknownKey(JsonSchema schema, string key)
    {
        var shown = PolicyErrorPhrases.Show(key);
        if (key == "<<")
        {
            return ("Merge keys are not allowed in a policy.", "Write the values out where they are used.");
        }

        if (schema.PatternProperties.Count > 0)
        {
            return ($"{shown} is not a well-formed id.", Extra(schema, "x-suggested-fix") as string
                ?? "Use 1 to 64 lower-case letters, digits, dots, dashes or underscores, starting with a letter or digit.");
        }

        var fix = PolicyErrorPhrases.Nearest(key, schema.Properties.Keys) is { } nearest
            ? $"Did you mean {nearest}?"
            : $"Known keys: {PolicyErrorPhrases.Show(schema.Properties.Keys)}.";
        return ($"The key {shown} is not known here.", Extra(schema, "x-suggested-fix") is string more ? $"{fix} {more}" : fix);
    }

    private static string NotListed(JsonSchema schema, JToken at)
    {
        var allowed = schema.Enumeration.Select(v => v?.ToString() ?? "null").ToList();
        var list = $"Use one of: {string.Join(", ", allowed)}.";
        return at is JValue { Value: string written } && PolicyErrorPhrases.Nearest(written, allowed) is { } nearest
            ? $"{list} Did you mean {nearest}?"
            : list;
    }

    private static string Example(JsonSchema schema, string key)
    {
        if (!schema.Properties.TryGetValue(key, out var property))
        {
            return $"Add {key}.";
        }

        var examples = Extra(property, "examples") ?? Extra(property.ActualSchema, "examples");
        var example = examples is System.Collections.IEnumerable list and not string ? list.Cast<object?>().FirstOrDefault() : null;
        return example is null ? $"Add {key}." : $"Add it, for example {key}: {JsonConvert.SerializeObject(example)}.";
    }

    private static string Range(JsonSchema schema) => (schema.Minimum, schema.Maximum) switch
    {
        ({ } low, { } high) => $" from {PolicyErrorPhrases.Number(low)} to {PolicyErrorPhrases.Number(high)}",
        ({ } low, null) => $" of at least {PolicyErrorPhrases.Number(low)}",
        (null, { } high) => $" of at most {PolicyErrorPhrases.Number(high)}",
        _ => "",
    };

    private static string SuggestedFix(JsonSchema schema, string otherwise) => Extra(schema, "x-suggested-fix") as string ?? otherwise;

    private static object? Extra(JsonSchema schema, string key) =>
        schema.ExtensionData is { } extra && extra.TryGetValue(key, out var value) ? value : null;

    private static string Show(JToken at) => at switch
    {
        JObject => "A mapping",
        JArray => "A list",
        JValue { Value: null } => "Nothing",
        JValue { Value: bool b } => b ? "true" : "false",
        JValue { Value: string s } => PolicyErrorPhrases.Show(s),
        _ => at.ToString(Formatting.None),
    };
}
