using Azure.Core;
using ServerlessGuard.Azure.Telemetry;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Telemetry;

namespace ServerlessGuard.Functions.Tests;

public sealed class RestLogQueriesTests : LogQueriesContract
{
    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"tables":[]}""")]
    [InlineData("""{"tables":[{"columns":[{"name":"Caller","type":"string"},{"name":"Calls","type":"long"}],"rows":[["a"]]}]}""")]
    [InlineData("""{"tables":[{"columns":[{"name":"Calls","type":"long"}],"rows":[["a"]]}]}""")]
    [InlineData("""{"tables":[{"columns":[{"name":"Calls","type":"long"},{"name":"Calls","type":"long"}],"rows":[[1,2]]}]}""")]
    public async Task AnAnswerThatIsNoTable_IsAFailure(string answer)
    {
        Answer(answer);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await AskAsync(TelemetryQuery.WhoActed, TimeSpan.FromDays(1)));
    }

    protected override ITelemetryQueries Create(string workspace, TokenCredential credential, Action<ClientOptions> configure) =>
        new RestLogQueries(workspace, credential, configure);
}
