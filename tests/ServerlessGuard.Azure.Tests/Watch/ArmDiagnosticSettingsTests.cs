using ServerlessGuard.Azure.Tests.Deployments;
using ServerlessGuard.Azure.Watch;
using ServerlessGuard.Core.Deployments;

namespace ServerlessGuard.Azure.Tests.Watch;

public sealed class ArmDiagnosticSettingsTests
{
    [Fact]
    public async Task Logs_AreOn_WhenASettingSendsThemSomewhere()
    {
        await using var azure = await DeploymentClients.StartAsync();
        var diagnostics = new ArmDiagnosticSettings(AzureClients.Arm(azure));
        (await diagnostics.IsOnAsync(DeploymentClients.OpenAIModel, CancellationToken.None)).ShouldBe(false);
        azure.Diagnostics.Add(DeploymentClients.Account, "empty");
        (await diagnostics.IsOnAsync(DeploymentClients.OpenAIModel, CancellationToken.None)).ShouldBe(false);
        azure.Diagnostics.Add(DeploymentClients.Account, "all", "RequestResponse");
        (await diagnostics.IsOnAsync(DeploymentClients.OpenAIModel, CancellationToken.None)).ShouldBe(true);
        (await diagnostics.IsOnAsync(DeploymentClients.MLModel, CancellationToken.None)).ShouldBe(false);
        azure.Diagnostics.Remove(DeploymentClients.Account, "all");
        (await diagnostics.IsOnAsync(DeploymentClients.OpenAIModel, CancellationToken.None)).ShouldBe(false);
    }

    [Fact]
    public async Task OtherPlatforms_HaveNone()
    {
        await using var azure = await DeploymentClients.StartAsync();
        (await new ArmDiagnosticSettings(AzureClients.Arm(azure))
            .IsOnAsync(DeploymentClients.OpenAIModel with { Platform = "openai" }, CancellationToken.None)).ShouldBeNull();
        azure.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task ARefusal_IsNotTakenForOff()
    {
        await using var azure = await DeploymentClients.StartAsync();
        azure.FailNext("diagnosticSettings", 403);
        await Should.ThrowAsync<DeploymentPlatformException>(async () => await new ArmDiagnosticSettings(AzureClients.Arm(azure))
            .IsOnAsync(DeploymentClients.OpenAIModel, CancellationToken.None));
    }
}
