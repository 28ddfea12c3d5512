using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>Judges a tool call by every rule, strictest verdict first, reasons of that strictness together.</summary>
public sealed class ToolJudge
{
    private readonly IToolRule[] _rules;

    /// <param name="further">Rules beside the two that always hold: the tool is allowed, its arguments fit their schema.</param>
    public ToolJudge(IEnumerable<IToolRule> further) => _rules = [new AllowedToolRule(), new ArgumentsSchemaRule(), .. further];

    public async ValueTask<Verdict> JudgeAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        List<string>? blocks = null;
        List<string>? holds = null;
        foreach (var rule in _rules)
        {
            switch (await rule.JudgeAsync(request, cancellationToken))
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
