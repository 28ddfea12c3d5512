using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace ServerlessGuard.Core.Policies;

/// <summary>Holds a tree against the embedded guard.schema.json and says every difference in our own words.</summary>
internal static class PolicySchema
{
    private static readonly Lazy<JsonSchema> Schema = new(Read);

    public static void Check(JToken tree, PolicyErrors errors)
    {
        foreach (var difference in Schema.Value.Validate(tree).SelectMany(Leaves))
        {
            var at = Place(difference, tree);
            if (difference.Kind is ValidationErrorKind.PropertyRequired || !errors.Has(at))
            {
                var (message, wayOut) = SchemaSentence.For(difference, at);
                errors.Add(at, message, wayOut);
            }
        }
    }

    /// <summary>Containers report that something below is wrong; only what is wrong is shown.</summary>
    private static IEnumerable<ValidationError> Leaves(ValidationError error) =>
        error is ChildSchemaValidationError parent ? parent.Errors.Values.SelectMany(e => e).SelectMany(Leaves) : [error];

    private static JToken Place(ValidationError error, JToken tree) => error switch
    {
        // An unknown key is shown at the key, a wrong value at the value.
        { Kind: ValidationErrorKind.NoAdditionalPropertiesAllowed, Token: JProperty key } => key,
        { Kind: ValidationErrorKind.NoAdditionalPropertiesAllowed, Token: JObject o, Property: { } name } when o.Property(name, StringComparison.Ordinal) is { } key => key,
        { Kind: ValidationErrorKind.NoAdditionalPropertiesAllowed, Token.Parent: JProperty key } when key.Name == error.Property => key,
        { Token: JProperty { Value: var value } } => value,
        { Token: { } token } => token,
        _ => tree,
    };

    private static JsonSchema Read()
    {
        using var stream = typeof(PolicySchema).Assembly.GetManifestResourceStream("guard.schema.json")
            ?? throw new InvalidOperationException("guard.schema.json is not embedded.");
        using var reader = new StreamReader(stream);

        // Completes at once: the schema refers to nothing outside itself.
        return JsonSchema.FromJsonAsync(reader.ReadToEnd()).GetAwaiter().GetResult();
    }
}
