using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Outcomes;

namespace ServerlessGuard.Core.Deployments.Evaluation;

internal static partial class OutcomeLog
{
    [LoggerMessage(1500, LogLevel.Information, "Outcomes of {Model}: the deployment {Deployment} is {State}")]
    public static partial void Judged(ILogger logger, string model, string deployment, ComparisonState state);
}
