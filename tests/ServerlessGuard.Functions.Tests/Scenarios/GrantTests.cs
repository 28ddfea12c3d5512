namespace ServerlessGuard.Functions.Tests.Scenarios;

/// <summary>Each duty's app does its whole work with exactly the rights of policies/duties.yaml, and needs each of them.</summary>
public sealed class GrantTests(AllDutiesScenario duties) : IClassFixture<AllDutiesScenario>
{
    private const string SetSecret = "Microsoft.KeyVault/vaults/secrets/setSecret";

    /// <summary>Refusals that the code lives with.</summary>
    private static readonly string[] MayBeRefused =
    [
        // Operations lie in a location of the subscription, where no duty has a role: the resource itself is followed instead.
        "GET of an operation: locations/operationStatuses/read on the subscription",
    ];

    /// <summary>Rights that the scenario cannot need, each with its reason; null means every duty.</summary>
    private static readonly (string? Duty, string On, string Action)[] NeededElsewhere =
    [
        // The Functions host's own telemetry goes there, not the app's.
        (null, "insights", "Microsoft.Insights/Telemetry/Write"),

        // The first user of such a key makes it: another duty, or another test's host on the same vault.
        (null, "secret/guard-review-fingerprints", SetSecret),
        (null, "secret/guard-idempotency", SetSecret),
        (null, "secret/guard-documents", SetSecret),
        (null, "secret/review-votes", SetSecret),
        (null, "secret/review-votes-public", SetSecret),
        (null, "secret/guard-key-fingerprints", SetSecret),
        (null, "secret/gateway-conversation-key", SetSecret),
        (null, "secret/console-sessions", SetSecret),
        (null, "secret/audit-log-key", SetSecret),
        (null, "secret/auditor-sessions", SetSecret),

        // Asked only while the secret is still infra's place; and the mark of a sweep is made once.
        (null, "secret/console-sessions", "Microsoft.KeyVault/vaults/secrets/readMetadata"),
        (null, "secret/auditor-sessions", "Microsoft.KeyVault/vaults/secrets/readMetadata"),
        ("auditor", "table/content", "Microsoft.Storage/storageAccounts/tableServices/tables/entities/add"),

        // A rollback or a leak that waits for a person's word, whose signature is verified (DecisionTests), and a comparison that goes on
        // (OutcomeTests).
        ("deployer", "table/cases", "Microsoft.Storage/storageAccounts/tableServices/tables/entities/"),
        ("deployer", "secret/review-votes-public", "Microsoft.KeyVault/vaults/secrets/"),
        ("rotator", "secret/review-votes-public", "Microsoft.KeyVault/vaults/secrets/"),
        ("deployer", "table/outcomes", "Microsoft.Storage/storageAccounts/tableServices/tables/entities/update"),

        // A drill under way: the drills' own tests run them to the end behind the same door.
        ("rotator", "table/drills", "Microsoft.Storage/storageAccounts/tableServices/tables/entities/"),
        ("deployer", "table/drills", "Microsoft.Storage/storageAccounts/tableServices/tables/entities/"),
    ];

    public static TheoryData<string> Duties => [.. DutyFile.Functions.Where(static d => d.Value.Count > 0).Select(static d => d.Key)];

    public static TheoryData<string, string> Scenarios =>
        [.. AllDutiesScenario.Names.Select(static c => new TheoryDataRow<string, string>(c.Duty, c.Name))];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void ADuty_DoesItsWork(string duty, string scenario) => duties.FailureOf(duty, scenario).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Duties))]
    public void NoRequestOfADuty_NeedsMoreThanItIsGranted(string duty) =>
        duties.Of(duty).Denied.Distinct().Except(MayBeRefused).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Duties))]
    public void EveryFunctionOfADuty_WasDriven(string duty) => DutyFile.Functions[duty].Except(duties.Of(duty).Driven).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Duties))]
    public void EveryGrant_IsUsed_ByAFunctionOfItsDuty(string duty) =>
        duties.Of(duty).Unused.Where(right => !NeededElsewhere.Any(known => (known.Duty ?? duty) == duty
            && known.On == right.On
            && right.Action.StartsWith(known.Action, StringComparison.Ordinal))).ShouldBeEmpty();
}
