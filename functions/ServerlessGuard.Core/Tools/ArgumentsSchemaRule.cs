using System.Runtime.CompilerServices;
using System.Text.Json;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>Arguments must be an object that satisfies the tool's schema; otherwise the tool's policy says hold or block.</summary>
internal sealed class ArgumentsSchemaRule : IToolRule
{
    public const string Reason = "tool.arguments";

    private readonly ConditionalWeakTable<ToolPolicy, Task<CompiledArguments>> _schemas = [];

    public async ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        if (request.Tool is not { } tool || await SatisfiesAsync(tool, request.Arguments))
        {
            return new Verdict.Allow();
        }

        return tool.Otherwise == GuardAction.Hold ? new Verdict.Hold([Reason]) : new Verdict.Block([Reason]);
    }

    private async Task<bool> SatisfiesAsync(ToolPolicy tool, string arguments)
    {
        if (!IsObject(arguments))
        {
            return false;
        }

        if (tool.Arguments is not { } schema)
        {
            return true;
        }

        var compiled = await _schemas.GetValue(tool, _ => CompiledArguments.CompileAsync(schema));
        return compiled.Satisfies(arguments);
    }

    /// <summary>Strict parsing first: the validator's own parser takes comments, single quotes and repeated names.</summary>
    private static bool IsObject(string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(arguments, Conversations.GatewayJson.Reading);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
