using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

public sealed class GuardStackTests
{
    [Fact]
    public async Task Defines_OneIdentityPerApp()
    {
        var graph = await Graph.OfAsync();

        graph.Of("managedidentity:UserAssignedIdentity").Select(i => i.Name)
            .ShouldBe(Example.Settings("dev").Duties.Apps.Select(d => "identity-" + d.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task Defines_AVaultThatCannotBePurged()
    {
        var vault = (await Graph.OfAsync()).Of("keyvault:Vault").Single();

        vault.At("properties.enablePurgeProtection").ShouldBe(true);
        vault.At("properties.enableRbacAuthorization").ShouldBe(true);
        vault.At("properties.softDeleteRetentionInDays").ShouldBe(90.0);
    }

    [Fact]
    public async Task Fails_BeforeAnythingElseIsMade_WhenTheProviderHasAnotherSubscription()
    {
        var settings = Example.Settings("dev", ("subscription", "99999999-9999-9999-9999-999999999999"), ("models", null));

        var error = await Should.ThrowAsync<Exception>(() => Graph.RunAsync(settings));

        error.ToString().ShouldContain("pulumi config set azure-native:subscriptionId 99999999-9999-9999-9999-999999999999");
    }
}
