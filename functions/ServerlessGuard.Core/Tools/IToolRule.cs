using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// One reason to refuse a tool call. Rules run in their order; the strictest verdict wins. Thread-safe.
/// </summary>
public interface IToolRule
{
    ValueTask<Verdict> JudgeAsync(ToolRequest request, CancellationToken cancellationToken);
}
