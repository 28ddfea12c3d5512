using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>A tool that the application may not use, or that the policy does not describe, is denied.</summary>
internal sealed class AllowedToolRule : IToolRule
{
    public ValueTask<Verdict> JudgeAsync(ToolRequest request, CancellationToken cancellationToken) => ValueTask.FromResult<Verdict>(
        request.Tool is not null && request.Application.Tools.Contains(request.Tool.Id, StringComparer.Ordinal)
            ? new Verdict.Allow()
            : new Verdict.Block(["tool.not-allowed"]));
}
