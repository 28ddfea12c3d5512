using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Core.Deployments.Evaluation;

namespace ServerlessGuard.Functions;

/// <summary>Candidates are judged by what all instances counted; what is worse is rolled back.</summary>
public sealed class OutcomeSweepFunction(OutcomeEvaluator judge)
{
    [Function("outcome_sweep")]
    public async Task RunAsync([TimerTrigger("%GuardScheduleOutcomeSweep%")] TimerInfo timer, CancellationToken cancellationToken) =>
        await judge.RunAsync(cancellationToken);
}
