using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>Judges a tool call by every rule, strictest verdict first, reasons of that strictness together.</summary>
public sealed class ToolCallEvaluator
{
    private readonly IToolRule[] _rules;

    /// <param name="further">Rules beside the two that always hold: the tool is allowed, its arguments fit their schema.</param>
    public ToolCallEvaluator(IEnumerable<IToolRule> further) => _rules = [new AllowedToolRule(), new ArgumentsSchemaRule(), .. further];

    public async ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        List<string>? blocks = null;
        List<string>? holds = null;
        foreach (var rule in _rules)
        {
            switch (await rule.EvaluateAsync(request, cancellationToken))
            {
                case Verdict.Allow:
                    break;
                case Verdict.Hold hold:
                    (holds ??= []).AddRange(hold.Reasons);
                    break;
                case var other:
                    (blocks ??= []).AddRange(other.Reasons);
                    break;
            }
        }

        return blocks is not null ? new Verdict.Block(blocks) : holds is not null ? new Verdict.Hold(holds) : new Verdict.Allow();
    }
}

/// <summary>A tool that the application may not use, or that the policy does not describe, is denied.</summary>
internal sealed class AllowedToolRule : IToolRule
{
    public ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken) => ValueTask.FromResult<Verdict>(
        request.Tool is not null && request.Application.Tools.Contains(request.Tool.Id, StringComparer.Ordinal)
            ? new Verdict.Allow()
            : new Verdict.Block(["tool.not-allowed"]));
}

/// <summary>
/// One reason to refuse a tool call. Rules run in their order; the strictest verdict wins. Thread-safe.
/// </summary>
public interface IToolRule
{
    ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken);
}
