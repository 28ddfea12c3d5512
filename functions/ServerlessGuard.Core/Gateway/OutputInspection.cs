using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// The output stage of a whole answer: reads it, judges and redacts it, measures its risk, and refuses what may not be released.
/// </summary>
internal sealed class OutputInspection(CaseRouter router, FailurePolicy failures, TimeProvider clock)
{
    /// <summary>The outcome of an answer. A held answer has its case when this returns. Changes <paramref name="root"/>.</summary>
    public async ValueTask<OutputResult> InspectAsync(Exchange exchange, JsonObject root, CancellationToken cancellationToken)
    {
        var (answer, changed) = await JudgeAsync(exchange, root, cancellationToken);
        var verdict = exchange.Interaction.Output.Verdict;
        var isRefused = answer is not null && !exchange.Interaction.IsObserved && verdict is Verdict.Block or Verdict.Hold;
        return new OutputResult(
            answer, changed, isRefused ? await router.RefuseAsync(exchange, verdict, exchange.Raw?.Invoke(), cancellationToken) : null);
    }

    private async ValueTask<(Answer? Answer, bool Changed)> JudgeAsync(
        Exchange exchange, JsonObject root, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        try
        {
            var answer = exchange.Protocol.ReadResponse(root, exchange.Bounds);
            var changed = await exchange.Judge.EvaluateAsync(answer, cancellationToken);
            await router.RouteAsync(exchange, answer, cancellationToken);
            GatewayTelemetry.Inspected("output", clock.GetElapsedTime(started));
            return (answer, changed);
        }
        catch (GuardFailedException failure)
        {
            await failures.FailAsync(exchange.Interaction, failure, cancellationToken);
            return (null, false);
        }
        catch (ContentRefusedException unknown) when (exchange.Interaction.IsObserved)
        {
            exchange.Interaction.Output.Add(new Verdict.Block([unknown.Code]));
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
