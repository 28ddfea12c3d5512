using System.Text.Json.Nodes;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Simulation.Azure;

namespace ServerlessGuard.Azure.Tests.Arm;

public sealed class ArmConnectionTests
{
    private const string Endpoint =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/onlineEndpoints/claims";
    private const string Version = "2026-09-01";
    private static readonly JsonObject Regenerate = new() { ["keyType"] = "Primary" };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FollowsALongRunningOperation_UntilItEnds(bool byStatus)
    {
        await using var azure = await AzureSimulation.StartAsync();
        azure.Operations.ByStatus = byStatus;
        azure.Resources.Add(Endpoint, KeyJsonFormat.OnlineEndpoint);
        await AzureClients.Arm(azure).PostAsync($"{Endpoint}/regenerateKeys", Version, Regenerate, CancellationToken.None);
        azure.Requests.Count(static s => s.Path.StartsWith("/operations/", StringComparison.Ordinal)).ShouldBe(3);
        azure.Requests.ShouldAllBe(static s => s.Headers["Authorization"] == $"Bearer {StaticToken.Value}");
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Canceled")]
    public async Task Throws_WhenALongRunningOperationDoesNotSucceed(string outcome)
    {
        await using var azure = await AzureSimulation.StartAsync();
        (azure.Operations.ByStatus, azure.Operations.Outcome) = (true, outcome);
        azure.Resources.Add(Endpoint, KeyJsonFormat.OnlineEndpoint);
        var thrown = await Should.ThrowAsync<ArmException>(
            () => AzureClients.Arm(azure).PostAsync($"{Endpoint}/regenerateKeys", Version, Regenerate, CancellationToken.None).AsTask());
        thrown.Code.ShouldStartWith(outcome);
        thrown.NothingChanged.ShouldBeFalse();
    }

    [Fact]
    public async Task SendsItsTokenToNoOtherHost()
    {
        await using var azure = await AzureSimulation.StartAsync();
        azure.Operations.Host = "elsewhere.example.net";
        azure.Resources.Add(Endpoint, KeyJsonFormat.OnlineEndpoint);
        await Should.ThrowAsync<ArmException>(
            () => AzureClients.Arm(azure).PostAsync($"{Endpoint}/regenerateKeys", Version, Regenerate, CancellationToken.None).AsTask());
        azure.Requests.ShouldAllBe(static s => s.Host == AzureSimulation.ArmHost);
    }

    [Fact]
    public async Task WaitsAsLongAsAThrottledAnswerAsks_AndTriesAgain()
    {
        await using var azure = await AzureSimulation.StartAsync();
        azure.Resources.Add(Endpoint, KeyJsonFormat.OnlineEndpoint);
        azure.FailNext("onlineEndpoints", 429, retryAfter: "1");
        var endpoint = await AzureClients.Arm(azure).GetAsync(Endpoint, Version, CancellationToken.None);
        endpoint.GetProperty("id").GetString().ShouldBe(Endpoint);
        azure.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(404)]
    public async Task SaysThatNothingChanged_WhenArmRefuses(int status)
    {
        await using var azure = await AzureSimulation.StartAsync();
        azure.Resources.Add(Endpoint, KeyJsonFormat.OnlineEndpoint);
        azure.FailNext("regenerateKeys", status);
        var thrown = await Should.ThrowAsync<ArmException>(
            () => AzureClients.Arm(azure).PostAsync($"{Endpoint}/regenerateKeys", Version, Regenerate, CancellationToken.None).AsTask());
        (thrown.Status, thrown.Code, thrown.NothingChanged).ShouldBe((status, "Planned", true));
    }

    [Fact]
    public async Task DoesNotSayThatNothingChanged_WhenARefusalFollowsAFailure()
    {
        await using var azure = await AzureSimulation.StartAsync();
        var account = azure.Resources.Add(Endpoint, KeyJsonFormat.OnlineEndpoint);
        azure.FailNext("regenerateKeys", 500, acts: true);
        azure.FailNext("regenerateKeys", 409);
        var thrown = await Should.ThrowAsync<ArmException>(
            () => AzureClients.Arm(azure).PostAsync($"{Endpoint}/regenerateKeys", Version, Regenerate, CancellationToken.None).AsTask());
        thrown.NothingChanged.ShouldBeFalse();
        account.Keys[0].Count.ShouldBe(2);
    }
}
