using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;

namespace ServerlessGuard.Core.Tools;

/// <summary>An arguments schema ready to judge. Thread-safe.</summary>
internal sealed class CompiledArguments
{
    private readonly JsonSchema _schema;
    private readonly JsonSchemaValidatorSettings _settings = new();

    private CompiledArguments(JsonSchema schema, IReadOnlyList<LinearPattern> patterns)
    {
        _schema = schema;
        foreach (var pattern in patterns)
        {
            _settings.AddCustomFormatValidator(pattern);
        }
    }

    public static async Task<CompiledArguments> CompileAsync(JsonElement schema)
    {
        var tree = JsonNode.Parse(schema.GetRawText());
        var patterns = LinearPattern.Replace(tree);
        return new CompiledArguments(await JsonSchema.FromJsonAsync(tree!.ToJsonString()), patterns);
    }

    public bool Satisfies(string arguments)
    {
        try
        {
            return _schema.Validate(arguments, _settings).Count == 0;
        }
#pragma warning disable CA1031 // Arguments that the validator cannot read (a number out of every range) do not satisfy it.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Not a failing guard: an open tier would let the call pass, and the model wrote the text that did it.
            return false;
        }
    }
}
