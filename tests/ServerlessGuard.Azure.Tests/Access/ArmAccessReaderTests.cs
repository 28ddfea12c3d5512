using System.Collections.Frozen;
using System.Text.Json.Nodes;
using ServerlessGuard.Azure.Access;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Azure.Tests.Access;

/// <summary>The reader at the wire, against the simulated ARM.</summary>
public sealed class ArmAccessReaderTests : IAsyncLifetime
{
    private const string Subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
    private const string Group = Subscription + "/resourceGroups/claims";
    private const string Account = Group + "/providers/Microsoft.CognitiveServices/accounts/claims";
    private const string Vault = Group + "/providers/Microsoft.KeyVault/vaults/guard";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SimulatedAuthorization _authorization = new();
    private AzureSimulation _azure = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _azure = await AzureSimulation.StartAsync();
        _azure.Add(_authorization);
        _authorization.AddResource(Account, new JsonObject { ["disableLocalAuth"] = true });
        _authorization.AddResource(Vault, new JsonObject
        {
            ["enableRbacAuthorization"] = false,
            ["accessPolicies"] = new JsonArray(new JsonObject
            {
                ["objectId"] = "old-admin",
                ["permissions"] = new JsonObject { ["secrets"] = new JsonArray("get"), ["keys"] = new JsonArray() }
            }),
        });
    }

    public async ValueTask DisposeAsync() => await _azure.DisposeAsync();

    [Fact]
    public async Task Reads_EveryKindOfGrant_PageByPage()
    {
        var deployer = _authorization.AddRole("Deployer", "Microsoft.CognitiveServices/accounts/deployments/write");
        var owner = _authorization.AddRole("Owner", "*");
        _authorization.Assign(Account, deployer, "pipeline");
        for (var i = 0; i < 7; i++)
        {
            _authorization.Assign(Subscription, owner, $"admin-{i}", "User");
        }

        _authorization.Assign(Account + "/deployments/claims-ft", deployer, "below");
        _authorization.Assign(Subscription + "/resourceGroups/other", owner, "beside");
        _authorization.MakeEligible(Group, deployer, "ann", "User", name: "ann@example.com");
        _authorization.Activate(Group, deployer, "bob", Now.AddHours(1));
        _authorization.Assign(Group, deployer, "bob", "User");
        _authorization.Activate(Group, deployer, "gone", Now.AddHours(-1));
        _authorization.Assign(Group, deployer, "barred");
        _authorization.Deny(Group, "*", "barred");

        var grants = await Reader().ReadAsync(Policy(), Cancel);
        var change = grants.Where(static g => g is { Capability: Capability.ChangeModel, Resource: Account }).ToArray();
        change.Select(static g => g.Principal).ShouldBe(
            [
                "identity:below", "identity:pipeline", "user:admin-0", "user:admin-1", "user:admin-2", "user:admin-3", "user:admin-4",
                "user:admin-5", "user:admin-6", "user:ann", "user:bob"
            ]);
        change.Single(static g => g.Principal == "user:ann")
            .ShouldSatisfyAllConditions(static g => g.IsEligible.ShouldBeTrue(), static g => g.Name.ShouldBe("ann@example.com"));
        change.Single(static g => g.Principal == "user:bob").Until.ShouldBe(Now.AddHours(1));
        grants.Where(static g => g is { Resource: Vault, Path: GrantPath.VaultPolicy })
            .Select(static g => (g.Principal, g.Capability))
            .ShouldBe([("identity:old-admin", Capability.ReadSecrets)]);
        _azure.Requests.Count(static s => s.Query.ContainsKey("$skiptoken")).ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Waits_WhenThrottled_AndGivesUpWhole()
    {
        var owner = _authorization.AddRole("Owner", "*");
        _authorization.Assign(Account, owner, "p");
        _azure.FailNext("roleAssignments", 429, retryAfter: "1");
        (await Reader().ReadAsync(Policy(), Cancel)).ShouldNotBeEmpty();

        _azure.FailNext("denyAssignments", 403);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await Reader().ReadAsync(Policy(), Cancel));
    }

    [Fact]
    public async Task Follows_NoPage_ToAnotherHost()
    {
        var owner = _authorization.AddRole("Owner", "*");
        for (var i = 0; i < 5; i++)
        {
            _authorization.Assign(Account, owner, "p" + i);
        }

        _authorization.NextHost = "elsewhere.example.net";
        await Should.ThrowAsync<StoreUnavailableException>(async () => await Reader().ReadAsync(Policy(), Cancel));
        _azure.Requests.ShouldAllBe(static s => s.Host == AzureSimulation.ArmHost);
    }

    [Fact]
    public async Task Fails_RatherThanLeaveOut_AnAssignmentItCannotRead()
    {
        _authorization.Assign(Account, "/providers/Microsoft.Authorization/roleDefinitions/unknown", "p");
        await Should.ThrowAsync<StoreUnavailableException>(async () => await Reader().ReadAsync(Policy(), Cancel));
    }

    [Fact]
    public async Task Review_HoldsGrantsAgainstThePolicy_AndRecordsCounts()
    {
        var deployer = _authorization.AddRole("Deployer", "Microsoft.CognitiveServices/accounts/deployments/write");
        _authorization.Assign(Account, deployer, "pipeline");
        _authorization.Assign(Account, deployer, "forgotten");
        _authorization.Assign(Subscription, _authorization.AddRole("Contributor", "*", "-Microsoft.Authorization/*/Write"), "boss", "User");
        var audit = new InMemoryAuditLog();
        var usage = new Usage { ["identity:pipeline"] = Now.AddDays(-1), ["user:boss"] = Now.AddDays(-2) };
        var reviewer = new AccessReviewer(
            [Reader()], new RotationJournal(new InMemoryDocumentStore()), audit, TimeProvider.System, usage: usage);

        var review = await reviewer.RunAsync(Policy(), "user:auditor", Cancel);

        review.IsAsExpected.ShouldBeFalse();
        GrantFlags Of(string principal, Capability capability) =>
            review.Grants.First(g => g.Principal == principal && g.Capability == capability).Flags;
        Of("identity:pipeline", Capability.Deploy).ShouldBe(GrantFlags.None);
        Of("identity:forgotten", Capability.Deploy).ShouldBe(GrantFlags.Unexpected | GrantFlags.Stale | GrantFlags.Unowned);
        Of("user:boss", Capability.ChangeModel).ShouldBe(GrantFlags.Unexpected | GrantFlags.Broad);
        Of("identity:old-admin", Capability.ReadSecrets).ShouldBe(GrantFlags.Unexpected | GrantFlags.Stale | GrantFlags.Unowned);
        review.Machines.Select(static m => (m.Kind, m.Id, m.Owner)).ShouldBe(
            [
                ("connector", "crm", "group:crm-team"), ("credential", "claims-key", "policy"),
                ("identity", "identity:pipeline", "policy"), ("identity", "identity:forgotten", null),
                ("identity", "identity:old-admin", null)
            ], ignoreOrder: true);
        var entry = audit.Entries.Single();
        (entry.Kind, entry.Actor).ShouldBe((AuditKinds.AccessReviewed, "user:auditor"));
        entry.Facts["unowned"].ShouldBe(review.Grants.Count(static g => g.Flags.HasFlag(GrantFlags.Unowned))
            .ToString(System.Globalization.CultureInfo.InvariantCulture));
        (entry.Facts["source"], entry.Facts["usage"], entry.Facts["old_keys"]).ShouldBe(("azure", "known", "0"));
    }

    private static GuardPolicy Policy() => new()
    {
        RevisionId = new string('a', 64),
        Applications = FrozenDictionary<string, ApplicationPolicy>.Empty,
        Tiers = FrozenDictionary<string, TierPolicy>.Empty,
        Tools = FrozenDictionary<string, ToolPolicy>.Empty,
        Models = new[] { new ModelPolicy { Id = "claims-ft", Platform = "azure-openai", Deployment = "claims-ft", Resource = Account } }
            .ToFrozenDictionary(static m => m.Id),
        Attesters = FrozenDictionary<string, AttesterPolicy>.Empty,
        Credentials = new[]
        {
            new CredentialPolicy { Id = "claims-key", Platform = "azure-openai", Resource = Account, Secret = "claims-key" }
        }.ToFrozenDictionary(static c => c.Id),
        Access = new Dictionary<string, IReadOnlyList<string>> { ["change_model"] = ["identity:pipeline"], ["deploy"] = ["app:pipeline"] }
            .ToFrozenDictionary(),
        Connectors = new[] { new ConnectorPolicy("crm", "group:crm-team", "identity:crm-reader", ["crm.read"]) }
            .ToFrozenDictionary(static c => c.Id),
    };

    private ArmAccessReader Reader() => new(AzureClients.Arm(_azure), new AccessOptions { GuardResources = [Vault] }, new FixedClock());

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Usage : Dictionary<string, DateTimeOffset>, IAccessUsage
    {
        public ValueTask<IReadOnlyDictionary<string, DateTimeOffset>?> LastUsedAsync(
            DateTimeOffset since, CancellationToken cancellationToken) => new(this);
    }
}
