using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Evaluates a whole answer: reads it, judges and redacts it, measures its risk, and refuses what may not be released.
/// </summary>
internal sealed class OutputInspection(CaseRouter router, FailurePolicy failures, TimeProvider clock)
{
    /// <summary>The outcome of an answer. A held answer has its case when this returns. Changes <paramref name="root"/>.</summary>
    public async ValueTask<OutputResult> InspectAsync(InteractionContext context, JsonObject root, CancellationToken cancellationToken)
    {
        var (answer, changed) = await JudgeAsync(context, root, cancellationToken);
        var verdict = context.Interaction.Output.Verdict;
        var isRefused = answer is not null && !context.Interaction.IsObserved && verdict is Verdict.Block or Verdict.Hold;
        return new OutputResult(
            answer, changed, isRefused ? await router.RefuseAsync(context, verdict, context.Raw?.Invoke(), cancellationToken) : null);
    }

    private async ValueTask<(Answer? Answer, bool Changed)> JudgeAsync(
        InteractionContext context, JsonObject root, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        try
        {
            var answer = context.Protocol.ReadResponse(root, context.Bounds);
            var changed = await context.Judge.EvaluateAsync(answer, cancellationToken);
            await router.RouteAsync(context, answer, cancellationToken);
            GatewayTelemetry.Inspected("output", clock.GetElapsedTime(started));
            return (answer, changed);
        }
        catch (GuardFailedException failure)
        {
            await failures.FailAsync(context.Interaction, failure, cancellationToken);
            return (null, false);
        }
        catch (ContentRefusedException unknown) when (context.Interaction.IsObserved)
        {
            context.Interaction.Output.Add(new Verdict.Block([unknown.Code]));
            return (null, false);
        }
        catch (InvalidOperationException malformed)
        {
            // The tree reads lazily: text that is not valid Unicode shows only now.
            throw new ModelFailedException(GatewayFault.Malformed, malformed);
        }
    }
}

/// <summary>An inspected answer.</summary>
/// <param name="Answer">Null where a guard failed and the tier lets the answer pass, or where the tier only observes and it cannot be
/// read.</param>
/// <param name="Changed">The answer's tree was redacted.</param>
/// <param name="Refusal">Null where it is released.</param>
internal sealed record OutputResult(Answer? Answer, bool Changed, RefusalDecision? Refusal);
