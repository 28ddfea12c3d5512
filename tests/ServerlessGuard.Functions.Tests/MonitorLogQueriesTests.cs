using Azure.Core;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Functions.Composition;

namespace ServerlessGuard.Functions.Tests;

/// <summary>
/// Azure Monitor's own client is asked the same as the adapter that stands for it. Compiled under the configuration Deploy alone.
/// </summary>
public sealed class MonitorLogQueriesTests : LogQueriesContract
{
    protected override ITelemetryQueries Create(string workspace, TokenCredential credential, Action<ClientOptions> configure) =>
        new MonitorLogQueries(workspace, credential, configure);
}
