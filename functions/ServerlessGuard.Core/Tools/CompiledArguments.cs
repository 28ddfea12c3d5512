using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace ServerlessGuard.Core.Tools;

/// <summary>An arguments schema ready to judge. Thread-safe.</summary>
internal sealed class CompiledArguments
{
    private readonly JsonSchema _schema;
    private readonly JsonElement _source;
    private readonly EvaluationOptions _flag;
    private readonly EvaluationOptions _list;

    private CompiledArguments(JsonSchema schema, JsonElement source, FormatRegistry formats)
    {
        (_schema, _source) = (schema, source);
        _flag = Options(OutputFormat.Flag);
        _list = Options(OutputFormat.List);

        EvaluationOptions Options(OutputFormat output) =>
            new() { OutputFormat = output, RequireFormatValidation = true, FormatRegistry = formats };
    }

    /// <summary>Compiles a schema that the policy's loader has accepted.</summary>
    public static CompiledArguments Compile(JsonElement schema)
    {
        var tree = JsonNode.Parse(schema.GetRawText());
        var formats = new FormatRegistry();
        ExactKeywords.Replace(tree, formats);

        // A registry of its own: the library's global one keeps every schema that it has ever seen.
        var options = new BuildOptions { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft07 };
        var exact = JsonElement.Parse(tree!.ToJsonString());
        return new CompiledArguments(JsonSchema.Build(exact, options), exact, formats);
    }

    public bool Satisfies(string arguments) => Read(arguments) is { } value && Satisfies(value);

    public bool Satisfies(JsonElement arguments) => Evaluate(arguments, _flag)?.IsValid ?? false;

    /// <summary>
    /// Sentences that say why the arguments do not satisfy the schema, with the limit and, where the value is a number, the value. They
    /// repeat no text of the arguments.
    /// </summary>
    public IReadOnlyList<string> Explain(JsonElement arguments)
    {
        var results = Evaluate(arguments, _list);
        return results is null ? ["The arguments cannot be read."] : ArgumentFaults.Explain(results, _source, arguments);
    }

    /// <summary>The arguments, or null where they are no JSON with unique names.</summary>
    public static JsonElement? Read(string arguments)
    {
        try
        {
            return JsonElement.Parse(arguments, Conversations.GatewayJson.Reading);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private EvaluationResults? Evaluate(JsonElement arguments, EvaluationOptions options)
    {
        try
        {
            return _schema.Evaluate(arguments, options);
        }
#pragma warning disable CA1031 // Arguments that the validator cannot read (a number out of every range) do not satisfy it.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Not a failing guard: an open tier would let the call pass, and the model wrote the text that did it.
            return null;
        }
    }
}
