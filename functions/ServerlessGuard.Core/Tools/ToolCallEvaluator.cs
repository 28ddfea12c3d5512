using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>Judges a tool call by every rule, strictest verdict first, reasons of that strictness together.</summary>
public sealed class ToolCallEvaluator
{
    private readonly IToolRule[] _rules;

    /// <param name="further">
    /// Rules that need a store, beside those that always hold. They run last, and only for a call that no other rule refuses: what is
    /// refused takes nothing from a limit.
    /// </param>
    public ToolCallEvaluator(IEnumerable<IToolRule> further) =>
        _rules =
        [
            new AllowedToolRule(), new TaskRule(), new ArgumentsSchemaRule(),
            new SequenceRule(), new DestinationRule(), new SourceRule(), .. further,
        ];

    public async ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<string>? blocks = null;
        List<string>? holds = null;
        foreach (var rule in _rules)
        {
            if (blocks is not null && rule is ILimitingRule)
            {
                continue;
            }

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

/// <summary>
/// A tool that the application may not use, that the policy does not describe, or that the request did not offer, is denied.
/// </summary>
internal sealed class AllowedToolRule : IToolRule
{
    public const string Reason = "tool.not-allowed";

    /// <summary>The model calls what it was not offered.</summary>
    public const string NotOffered = "tool.not-offered";

    public ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Judge(request));

    private static Verdict Judge(ToolRequest request)
    {
        if (request.Tool is null || !request.Application.MayUse(request.Tool.Id))
        {
            request.Explain("The application may not use this tool.");
            return new Verdict.Block([Reason]);
        }

        if (!request.IsOffered)
        {
            request.Explain("The request did not offer this tool to the model.");
            return new Verdict.Block([NotOffered]);
        }

        return request.Tool.AlwaysReview ? Always(request) : new Verdict.Allow();
    }

    private static Verdict.Hold Always(ToolRequest request)
    {
        request.Explain("Every call of this tool waits for a person.");
        return new Verdict.Hold(["tool.always"]);
    }
}

/// <summary>The tools of a task are fixed before the model reads anything; a call of another waits for a person.</summary>
internal sealed class TaskRule : IToolRule
{
    public const string Reason = "tool.task";

    public ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Judge(request));

    private static Verdict Judge(ToolRequest request)
    {
        if (request.Tool is not { } tool)
        {
            return new Verdict.Allow();
        }

        if (request.Task is { } task)
        {
            return task.Tools.Contains(tool.Id, StringComparer.Ordinal) ? new Verdict.Allow() : Hold(request, $"The task {task.Id} does not use it.");
        }

        return request.NeedsTask && tool.Effect != ToolEffect.Read
            ? Hold(request, "The request names no task (Guard-Task).")
            : new Verdict.Allow();
    }

    private static Verdict.Hold Hold(ToolRequest request, string sentence)
    {
        request.Explain(sentence);
        return new Verdict.Hold([Reason]);
    }
}

/// <summary>
/// One reason to refuse a tool call. Rules run in their order; the strictest verdict wins. Thread-safe.
/// </summary>
public interface IToolRule
{
    ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken);
}

/// <summary>A rule that takes something from a limit when it allows a call.</summary>
public interface ILimitingRule : IToolRule;
