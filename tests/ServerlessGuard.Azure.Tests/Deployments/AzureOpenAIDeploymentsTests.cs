using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Simulation.Azure;

namespace ServerlessGuard.Azure.Tests.Deployments;

public sealed class AzureOpenAIDeploymentsTests
{
    private const string Type = "Microsoft.CognitiveServices/accounts/deployments";

    [Fact]
    public async Task ReadsEveryDeployment_PageByPage()
    {
        await using var azure = await DeploymentClients.StartAsync();
        azure.OpenAI.PageSize = 1;
        azure.OpenAI.AddExisting(DeploymentClients.Account, "shadow", DeploymentClients.Tuned, "3");
        var state = await DeploymentClients.OpenAI(azure).ReadAsync(DeploymentClients.OpenAIModel, CancellationToken.None);
        state.Deployments.Select(static d => (d.Name, d.Revision.ModelVersion, d.Traffic))
            .ShouldBe([("claims-ft", "2", 100), ("claims-ft-previous", "1", 0), ("shadow", "3", 0)]);
        state.Deployments.ShouldAllBe(static d => d.IsReady && d.IsPinned && !d.IsPaused && d.ChangedBy == "setup" && d.ChangedAt != null);
        state.Deployments[0].Revision.FineTuneJob.ShouldBe("ftjob-0e208cf33a6a466994aff31a08aba678");
    }

    [Fact]
    public async Task PutsARevision_InABodyThatAzuresOwnTypeTakes()
    {
        await using var azure = await DeploymentClients.StartAsync();
        var platform = DeploymentClients.OpenAI(azure);
        await platform.PutAsync(
            DeploymentClients.OpenAIModel, "claims-ft", DeploymentClients.Revision(DeploymentClients.Tuned, "3"), CancellationToken.None);
        azure.OpenAI.Serving(DeploymentClients.Account, "claims-ft").ShouldBe((DeploymentClients.Tuned, "3"));
        var put = azure.Requests.Single(static s => s.Method == "PUT");
        ArmBodies.Faults(Type, put.Query["api-version"], put.Body).ShouldBeEmpty();
        ((string?)put.Body!["properties"]!["raiPolicyName"]).ShouldBe("Microsoft.DefaultV2");
        ((string?)put.Body!["properties"]!["versionUpgradeOption"]).ShouldBe("NoAutoUpgrade");
    }

    [Fact]
    public async Task PausesADeployment_AndPutStartsItAgain()
    {
        await using var azure = await DeploymentClients.StartAsync();
        var platform = DeploymentClients.OpenAI(azure);
        await platform.PauseAsync(DeploymentClients.OpenAIModel, "claims-ft", CancellationToken.None);
        azure.OpenAI.Serving(DeploymentClients.Account, "claims-ft").ShouldBeNull();
        var paused = (await platform.ReadAsync(DeploymentClients.OpenAIModel, CancellationToken.None)).Deployments[0];
        (paused.IsPaused, paused.IsReady, paused.Traffic).ShouldBe((true, false, 0));
        await platform.PutAsync(DeploymentClients.OpenAIModel, "claims-ft", paused.Revision, CancellationToken.None);
        azure.OpenAI.Serving(DeploymentClients.Account, "claims-ft").ShouldBe((DeploymentClients.Tuned, "2"));
        azure.Requests.Where(static s => s.Method == "PUT")
            .SelectMany(static s => ArmBodies.Faults(Type, s.Query["api-version"], s.Body))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task WaitsForTheOperation_AndIsThrottledAndRetriedOnTheWay()
    {
        await using var azure = await DeploymentClients.StartAsync();
        azure.Operations.Polls = 4;
        azure.FailNext("deployments/claims-ft", 429, retryAfter: "0");
        await DeploymentClients.OpenAI(azure).PutAsync(
            DeploymentClients.OpenAIModel, "claims-ft", DeploymentClients.Revision(DeploymentClients.Tuned, "1"), CancellationToken.None);
        azure.OpenAI.Serving(DeploymentClients.Account, "claims-ft").ShouldBe((DeploymentClients.Tuned, "1"));
        azure.Requests.Count(static s => s.Path.StartsWith("/operations/", StringComparison.Ordinal)).ShouldBeGreaterThan(3);
    }

    /// <summary>Operations lie in a location of the subscription, where an identity with a role on the account has none.</summary>
    [Fact]
    public async Task FollowsTheResourceItself_WhereTheOperationMayNotBeRead()
    {
        await using var azure = await DeploymentClients.StartAsync();
        azure.Operations.Polls = 4;
        azure.Gate = static request => request.Path.StartsWith("/operations/", StringComparison.Ordinal)
            ? AzureResponse.Error(403, "AuthorizationFailed")
            : null;
        await DeploymentClients.OpenAI(azure).PutAsync(
            DeploymentClients.OpenAIModel, "claims-ft", DeploymentClients.Revision(DeploymentClients.Tuned, "1"), CancellationToken.None);
        azure.OpenAI.Serving(DeploymentClients.Account, "claims-ft").ShouldBe((DeploymentClients.Tuned, "1"));
        azure.Requests.Count(static s => s.Path.StartsWith("/operations/", StringComparison.Ordinal)).ShouldBe(1);

        azure.Operations.Outcome = "Failed";
        var failed = await Should.ThrowAsync<DeploymentPlatformException>(
            () => DeploymentClients.OpenAI(azure).PutAsync(
                DeploymentClients.OpenAIModel, "claims-ft", DeploymentClients.Revision(DeploymentClients.Tuned, "3"),
                CancellationToken.None).AsTask());
        failed.IsFinal.ShouldBeFalse();
    }

    [Fact]
    public async Task SaysThatAConflictPasses_AndThatAnUnknownModelDoesNot()
    {
        await using var azure = await DeploymentClients.StartAsync();
        var platform = DeploymentClients.OpenAI(azure);
        azure.Operations.Takes = TimeSpan.FromHours(1);
        using var stop = new CancellationTokenSource();
        var first = platform.PutAsync(DeploymentClients.OpenAIModel, "claims-ft-previous", DeploymentClients.Revision(
            DeploymentClients.Tuned, "3"), stop.Token).AsTask();
        while (!azure.Requests.Any(static s => s.Path.StartsWith("/operations/", StringComparison.Ordinal)))
        {
            await Task.Yield();
        }

        (await Should.ThrowAsync<DeploymentPlatformException>(() => platform.PauseAsync(
            DeploymentClients.OpenAIModel, "claims-ft", CancellationToken.None).AsTask())).IsFinal.ShouldBeFalse();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);

        await using var other = await DeploymentClients.StartAsync();
        var unknown = await Should.ThrowAsync<DeploymentPlatformException>(() => DeploymentClients.OpenAI(other)
            .PutAsync(DeploymentClients.OpenAIModel, "claims-ft", DeploymentClients.Revision("gone", "9"), CancellationToken.None)
            .AsTask());
        unknown.IsFinal.ShouldBeTrue();
        unknown.Message.ShouldContain("claims-ft");
    }

    [Fact]
    public async Task FailsWhenTheOperationFails_AndTheOldRevisionGoesOn()
    {
        await using var azure = await DeploymentClients.StartAsync();
        azure.Operations.Outcome = "Failed";
        var failed = await Should.ThrowAsync<DeploymentPlatformException>(
            () => DeploymentClients.OpenAI(azure).PutAsync(
                DeploymentClients.OpenAIModel, "claims-ft", DeploymentClients.Revision(DeploymentClients.Tuned, "3"),
                CancellationToken.None).AsTask());
        failed.IsFinal.ShouldBeFalse();
        azure.OpenAI.Serving(DeploymentClients.Account, "claims-ft").ShouldBe((DeploymentClients.Tuned, "2"));
        var state = await DeploymentClients.OpenAI(azure).ReadAsync(DeploymentClients.OpenAIModel, CancellationToken.None);
        state.Deployments[0].IsReady.ShouldBeFalse();
    }

    [Fact]
    public async Task DividesNoTraffic_AndNeedsAResource()
    {
        await using var azure = await DeploymentClients.StartAsync();
        var platform = DeploymentClients.OpenAI(azure);
        platform.DividesTraffic.ShouldBeFalse();
        (await Should.ThrowAsync<DeploymentPlatformException>(() => platform.SetTrafficAsync(
            DeploymentClients.OpenAIModel, new Dictionary<string, int>(), CancellationToken.None).AsTask())).IsFinal.ShouldBeTrue();
        var nowhere = await Should.ThrowAsync<DeploymentPlatformException>(
            () => platform.ReadAsync(DeploymentClients.OpenAIModel with { Resource = null }, CancellationToken.None).AsTask());
        nowhere.Message.ShouldContain("resource:");
    }

    [Fact]
    public void Oracle_FindsWhatAzureWouldRefuse()
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(
            """{"sku":{"capacity":"ten"},"etag":"x","properties":{"deploymentState":"Off","colour":1}}""");
        ArmBodies.Faults(Type, "2026-09-01", body).Count.ShouldBe(5);
    }
}
