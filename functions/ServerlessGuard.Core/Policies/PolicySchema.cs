using System.Collections.Concurrent;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace ServerlessGuard.Core.Policies;

/// <summary>Holds a tree against an embedded schema and says every difference in our own words.</summary>
internal static class PolicySchema
{
    private const string Guard = "guard.schema.json";

    private static readonly ConcurrentDictionary<string, JsonSchema> Schemas = new(StringComparer.Ordinal);

    /// <param name="schema">The embedded schema's name.</param>
    public static void Check(JToken tree, PolicyErrors errors, string schema = Guard) =>
        Check(Schemas.GetOrAdd(schema, Read), tree, errors);

    /// <summary>Whether it is a JSON Schema of the keywords that the guard enforces.</summary>
    public static void CheckArguments(JToken tree, PolicyErrors errors) =>
        Check(Schemas.GetOrAdd(Guard, Read).Definitions["arguments"], tree, errors);

    private static void Check(JsonSchema schema, JToken tree, PolicyErrors errors)
    {
        foreach (var difference in schema.Validate(tree).SelectMany(Leaves))
        {
            var at = NodeOf(difference, tree);
            if (difference.Kind is ValidationErrorKind.PropertyRequired || !errors.Has(at))
            {
                var (message, wayOut) = SchemaErrorMessage.For(difference, at);
                errors.Add(at, message, wayOut);
            }
        }
    }

    /// <summary>Containers report that something below is wrong; only the cause is shown.</summary>
    private static IEnumerable<ValidationError> Leaves(ValidationError error) =>
        error is ChildSchemaValidationError parent ? parent.Errors.Values.SelectMany(e => e).SelectMany(Leaves) : [error];

    private static JToken NodeOf(ValidationError error, JToken tree) => error switch
    {
        // An unknown key is shown at the key, a wrong value at the value.
        { Kind: ValidationErrorKind.NoAdditionalPropertiesAllowed, Token: JProperty key } => key,
        { Kind: ValidationErrorKind.NoAdditionalPropertiesAllowed, Token: JObject o, Property: { } name } when o.Property(
            name, StringComparison.Ordinal) is { } key => key,
        { Kind: ValidationErrorKind.NoAdditionalPropertiesAllowed, Token.Parent: JProperty key } when key.Name == error.Property => key,
        { Token: JProperty { Value: var value } } => value,
        { Token: { } token } => token,
        _ => tree,
    };

    private static JsonSchema Read(string name)
    {
        using var stream = typeof(PolicySchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);

        // Completes at once: the schema refers to nothing outside itself.
        return JsonSchema.FromJsonAsync(reader.ReadToEnd()).GetAwaiter().GetResult();
    }
}
