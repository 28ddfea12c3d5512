using Azure.Core;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Azure.Drills;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Simulation.Azure;

namespace ServerlessGuard.Azure.Tests.Drills;

public sealed class AzureDrillGrantsTests
{
    private const string Scope = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/drill";
    private const string Id = $"{Scope}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-0000000000d1";
    private const string Principal = "00000000-0000-0000-0000-00000000d111";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakesTheGrantAway_SeesTheRefusal_AndPutsTheSameBack()
    {
        await using var azure = await AzureSimulation.StartAsync();
        var simulated = new SimulatedGrants(TimeProvider.System);
        azure.Add(simulated);
        simulated.AddExisting(Id, "/roles/reader", Principal);
        var grants = Grants(azure);

        var grant = (await grants.FindAsync(Id, Cancel)).ShouldNotBeNull();
        grant.ShouldBe(new DrillGrant(Id, "/roles/reader", Principal, "ServicePrincipal"));
        (await grants.IsAllowedAsync(grant, Cancel)).ShouldBe(true);

        await grants.RevokeAsync(grant, Cancel);
        await grants.RevokeAsync(grant, Cancel);
        (await grants.FindAsync(Id, Cancel)).ShouldBeNull();
        (await grants.IsAllowedAsync(grant, Cancel)).ShouldBe(false);

        await grants.RestoreAsync(grant, Cancel);
        await grants.RestoreAsync(grant, Cancel);
        (await grants.FindAsync(Id, Cancel)).ShouldBe(grant);
        (await grants.IsAllowedAsync(grant, Cancel)).ShouldBe(true);
    }

    [Fact]
    public async Task TakesAnOutageForNoProof()
    {
        await using var azure = await AzureSimulation.StartAsync();
        var simulated = new SimulatedGrants(TimeProvider.System);
        azure.Add(simulated);
        simulated.AddExisting(Id, "/roles/reader", Principal);
        var grants = Grants(azure);
        azure.FailNext("/resourceGroups/drill", 503);
        azure.FailNext("/roleAssignments/", 503);

        (await grants.IsAllowedAsync(new DrillGrant(Id, "/roles/reader", Principal, null), Cancel)).ShouldBeNull();
        await Should.ThrowAsync<DrillException>(async () => await grants.FindAsync(Id, Cancel));
    }

    private static AzureDrillGrants Grants(AzureSimulation azure)
    {
        return new(
            new ArmConnection(new StaticToken(), Options(), TimeProvider.System),
            new DrillIdentity(new ArmConnection(new Named(), Options(), TimeProvider.System)));

        ArmOptions Options()
        {
            var options = AzureClients.Options(azure);
            options.Retry.MaxRetries = 0;
            return options;
        }
    }

    private sealed class Named : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(Principal, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
