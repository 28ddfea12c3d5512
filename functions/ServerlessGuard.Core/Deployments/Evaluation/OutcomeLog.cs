using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Outcomes;

namespace ServerlessGuard.Core.Deployments.Evaluation;

/// <summary>Events 1600 to 1619.</summary>
internal static partial class OutcomeLog
{
    [LoggerMessage(1600, LogLevel.Information, "Outcomes of {Model}: the deployment {Deployment} is {State}")]
    public static partial void Judged(ILogger logger, string model, string deployment, ComparisonState state);
}
