using System.Text.Json.Nodes;
using CsCheck;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Core.Deployments;

namespace ServerlessGuard.Azure.Tests.Deployments;

public sealed class AzureMachineLearningDeploymentsTests
{
    private const string Type = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints";

    [Fact]
    public async Task ReadsSharesAndRevisions()
    {
        await using var azure = await DeploymentClients.StartAsync();
        var state = await DeploymentClients.ML(azure).ReadAsync(DeploymentClients.MLModel, CancellationToken.None);
        state.Deployments.Select(static d => (d.Name, d.Revision.ModelName, d.Revision.ModelVersion, d.Traffic))
            .ShouldBe([("blue", "claims", "2", 100), ("green", "claims", "1", 0)]);
        state.Version.ShouldNotBeNull();
    }

    [Fact]
    public async Task ShiftsTraffic_InTheWholeBody_AndKeepsTheRestOfIt()
    {
        await using var azure = await DeploymentClients.StartAsync();
        var platform = DeploymentClients.ML(azure);
        await platform.SetTrafficAsync(DeploymentClients.MLModel, new Dictionary<string, int> { ["green"] = 100 }, CancellationToken.None);
        azure.MachineLearning.Traffic(DeploymentClients.Endpoint).ShouldBe(new Dictionary<string, int> { ["green"] = 100 });
        var put = azure.Requests.Single(static s => s.Method == "PUT");
        ArmBodies.Faults(Type, put.Query["api-version"], put.Body).ShouldBeEmpty();
        ((string?)put.Body!["properties"]!["authMode"]).ShouldBe("AADToken");
        ((string?)put.Body!["tags"]!["owner"]).ShouldBe("claims");
        put.Headers["Authorization"].ShouldBe($"Bearer {StaticToken.Value}");
    }

    [Fact]
    public async Task PutsARevision_InABodyThatAzuresOwnTypeTakes()
    {
        await using var azure = await DeploymentClients.StartAsync();
        var platform = DeploymentClients.ML(azure);
        await platform.PutAsync(DeploymentClients.MLModel, "green", DeploymentClients.Revision("claims", "3"), CancellationToken.None);
        (await platform.ReadAsync(DeploymentClients.MLModel, CancellationToken.None)).Deployments[1].Revision.ModelVersion.ShouldBe("3");
        var put = azure.Requests.Single(static s => s.Method == "PUT");
        ArmBodies.Faults($"{Type}/deployments", put.Query["api-version"], put.Body).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pauses_WithoutBreakingTheSum_WhateverTheShares()
    {
        await using var azure = await DeploymentClients.StartAsync();
        var platform = DeploymentClients.ML(azure);
        await Gen.Select(Gen.Int[0, 100], Gen.OneOf(Gen.Const("blue"), Gen.Const("green"))).SampleAsync(async drawn =>
        {
            var (share, paused) = drawn;
            await platform.SetTrafficAsync(
                DeploymentClients.MLModel, new Dictionary<string, int> { ["blue"] = share, ["green"] = 100 - share },
                CancellationToken.None);
            await platform.PauseAsync(DeploymentClients.MLModel, paused, CancellationToken.None);
            var traffic = azure.MachineLearning.Traffic(DeploymentClients.Endpoint);
            traffic.GetValueOrDefault(paused).ShouldBe(0);
            traffic.Values.Sum().ShouldBe((paused == "blue" ? 100 - share : share) > 0 ? 100 : 0);
        }, iter: 30, threads: 1);
    }

    [Fact]
    public async Task EndsCopies_OfCallsToDeploymentsThatAreNotNamed()
    {
        await using var azure = await DeploymentClients.StartAsync();
        var (arm, platform) = (AzureClients.Arm(azure), DeploymentClients.ML(azure));
        var body = JsonNode.Parse((await arm.GetAsync(DeploymentClients.Endpoint, "2026-09-01", CancellationToken.None)).GetRawText())!;
        body["properties"]!["mirrorTraffic"] = new JsonObject { ["green"] = 20 };
        await arm.PutAsync(DeploymentClients.Endpoint, "2026-09-01", body, CancellationToken.None);
        (await platform.ReadAsync(DeploymentClients.MLModel, CancellationToken.None)).Deployments[1].Mirror.ShouldBe(20);
        await platform.SetTrafficAsync(
            DeploymentClients.MLModel, new Dictionary<string, int> { ["blue"] = 100, ["green"] = 0 }, CancellationToken.None);
        (await platform.ReadAsync(DeploymentClients.MLModel, CancellationToken.None)).Deployments[1].Mirror.ShouldBe(20);
        await platform.SetTrafficAsync(DeploymentClients.MLModel, new Dictionary<string, int> { ["blue"] = 100 }, CancellationToken.None);
        (await platform.ReadAsync(DeploymentClients.MLModel, CancellationToken.None)).Deployments[1].Mirror.ShouldBe(0);
    }

    [Theory]
    [InlineData(60, 30)]
    [InlineData(110, -10)]
    public async Task RefusesShares_ThatDoNotSumTo100(int blue, int green)
    {
        await using var azure = await DeploymentClients.StartAsync();
        await Should.ThrowAsync<ArgumentException>(
            () => DeploymentClients.ML(azure).SetTrafficAsync(DeploymentClients.MLModel, new Dictionary<string, int>
            {
                ["blue"] = blue,
                ["green"] = green
            }, CancellationToken.None).AsTask());
        azure.Requests.ShouldNotContain(static s => s.Method == "PUT");
    }

    [Fact]
    public async Task Simulation_RefusesWhatAzureRefuses()
    {
        await using var azure = await DeploymentClients.StartAsync();
        var arm = AzureClients.Arm(azure);
        var body = JsonNode.Parse((await arm.GetAsync(DeploymentClients.Endpoint, "2026-09-01", CancellationToken.None)).GetRawText())!;
        foreach (var traffic in new[] { """{"blue":50}""", """{"blue":100,"nobody":0}""", """{"blue":120,"green":-20}""" })
        {
            body["properties"]!["traffic"] = JsonNode.Parse(traffic);
            (await Should.ThrowAsync<ArmException>(() => arm.PutAsync(
                DeploymentClients.Endpoint, "2026-09-01", body, CancellationToken.None).AsTask())).Code.ShouldBe("InvalidTraffic");
        }

        azure.MachineLearning.Traffic(DeploymentClients.Endpoint)["blue"].ShouldBe(100);
    }

    [Fact]
    public async Task SeesAnOldStateForAWhile_AfterAWrite()
    {
        await using var azure = await DeploymentClients.StartAsync();
        azure.MachineLearning.ReadLag = TimeSpan.FromHours(1);
        var platform = DeploymentClients.ML(azure);
        await platform.SetTrafficAsync(DeploymentClients.MLModel, new Dictionary<string, int> { ["green"] = 100 }, CancellationToken.None);
        azure.MachineLearning.Traffic(DeploymentClients.Endpoint)["green"].ShouldBe(100);
        (await platform.ReadAsync(DeploymentClients.MLModel, CancellationToken.None)).Deployments[0].Traffic.ShouldBe(100);
    }
}
