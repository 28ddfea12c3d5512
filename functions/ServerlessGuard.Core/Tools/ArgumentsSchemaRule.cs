using System.Runtime.CompilerServices;
using System.Text.Json;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>Arguments must be an object that satisfies the tool's schema; otherwise the tool's policy says hold or block.</summary>
internal sealed class ArgumentsSchemaRule : IToolRule
{
    public const string Reason = "tool.arguments";

    private readonly ConditionalWeakTable<ToolPolicy, CompiledArguments> _schemas = [];

    public ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Judge(request));

    private Verdict Judge(ToolRequest request)
    {
        if (request.Tool is not { } tool)
        {
            return new Verdict.Allow();
        }

        if (request.Read() is not { ValueKind: JsonValueKind.Object } arguments)
        {
            request.Explain("The arguments are not one JSON object with unique names.");
        }
        else if (tool.Arguments is { } schema)
        {
            var compiled = _schemas.GetValue(tool, _ => CompiledArguments.Compile(schema));
            if (compiled.Satisfies(arguments))
            {
                return new Verdict.Allow();
            }

            foreach (var sentence in compiled.Explain(arguments))
            {
                request.Explain(sentence);
            }
        }
        else
        {
            return new Verdict.Allow();
        }

        return tool.Otherwise == GuardAction.Hold ? new Verdict.Hold([Reason]) : new Verdict.Block([Reason]);
    }
}
