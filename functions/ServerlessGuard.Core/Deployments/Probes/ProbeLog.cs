using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Core.Deployments.Probes;

internal static partial class ProbeLog
{
    [LoggerMessage(1501, LogLevel.Information, "Model {Model}, deployment {Deployment}: {Asked} probes, {Failed} failed")]
    public static partial void Ran(ILogger logger, string model, string deployment, int asked, int failed);

    [LoggerMessage(1502, LogLevel.Warning, "Model {Model} has no valid probe suite, so it passes no probe")]
    public static partial void NoSuite(ILogger logger, string model);
}
