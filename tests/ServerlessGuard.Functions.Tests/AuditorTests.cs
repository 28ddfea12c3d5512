using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Functions.Tests.Authorization;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests;

/// <summary>The auditor's timers, with its grants, against the emulators.</summary>
public sealed class AuditorTests(AzuriteServer azurite)
{
    private static readonly TimerInfo Tick = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A principal that can remove the guard is in the review, though its policy names no resource.</summary>
    [Fact]
    public async Task AccessReview_CoversWhatGuardsTheModels()
    {
        await using var host = DutyHost.Of("auditor", azurite, Policy());
        await host.Function<AccessReviewFunction>().RunAsync(Tick, Cancel);

        host.Grants.Denied.ShouldBeEmpty();
        var reviewed = (await EntriesAsync(host)).Last(static e => e.Kind == AuditKinds.AccessReviewed);
        (reviewed.Facts["source"], reviewed.Facts["resources"])
            .ShouldBe(("azure", AuthorizingProxy.OwnResources.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        reviewed.Facts["unexpected"].ShouldNotBe("0", "an owner of the group can disable the guard, and the policy names nobody");
    }

    /// <summary>The pack is made, signed and kept, and the model's own logs decide whether anybody went past the gateway.</summary>
    [Theory]
    [InlineData(null, ControlStatus.Holds)]
    [InlineData("99999999-0000-0000-0000-000000000001", ControlStatus.Fails)]
    public async Task EvidencePack_IsMadeAndKept_AndTheLogsDecideWhetherTheGatewayIsPassed(string? other, ControlStatus status)
    {
        await using var host = DutyHost.Of("auditor", azurite, Policy());
        AuthorizingProxy.Of(azurite).Logs[TelemetryQuery.WhoCalledModels.Kql] = JsonNode.Parse($$"""
            {"tables":[{"name":"PrimaryResult","columns":[{"name":"Caller","type":"string"},{"name":"Calls","type":"long"}],"rows":[["{{Tokens.Tenant}}",7]{{(other is null ? "" : $",[\"{other}\",1]")}}]}]}
            """)!;
        await host.Function<EvidencePackFunction>().RunAsync(Tick, Cancel);

        host.Grants.Denied.ShouldBeEmpty();
        var store = host.Services.GetRequiredService<EvidenceStore>();
        (await store.NewestAsync(Cancel)).ShouldNotBeNull();
        var manifest = (await store.ReadAsync(PackNames.Manifest, Cancel)).ShouldNotBeNull();
        using var vault = AuthorizingProxy.Of(azurite).Simulation.Vault.Keys.PublicKey("evidence");
        vault.VerifyData(
            manifest, (await store.ReadAsync(PackNames.Countersignature, Cancel)).ShouldNotBeNull(), HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence).ShouldBeTrue();
        var evidence = JsonNode.Parse((await store.ReadAsync(PackNames.Evidence, Cancel)).ShouldNotBeNull())!;
        evidence["controls"]!.AsArray().Single(static c => (string?)c!["id"] == "gateway-not-bypassed")!["status"]!
            .GetValue<string>()
            .ShouldBe(status.ToString().ToLowerInvariant());
        (await EntriesAsync(host)).ShouldContain(static e => e.Kind == AuditKinds.EvidenceWritten);
    }

    private static GuardPolicy Policy() => PolicyLoader.Load(
        """
        version: 1
        applications: [{ id: a, tier: t, models: [m], callers: ["key:a"] }]
        tiers: { t: { stream: buffered } }
        models: { m: { platform: openai } }
        """,
        "test.yaml") switch
    {
        { Policy: { } policy } => policy,
        var loaded => throw new InvalidOperationException(string.Join(' ', loaded.Errors)),
    };

    /// <summary>The content of the duty's own log.</summary>
    private static async Task<List<AuditEntry>> EntriesAsync(DutyHost host)
    {
        var logs = host.Services.GetRequiredService<IAppendLogs>();
        var writer = host.Services.GetRequiredService<GroupCommitAuditLog>().Writer;
        var entries = new List<AuditEntry>();
        await foreach (var frame in logs.ReadAsync(writer, Cancel))
        {
            entries.Add(AuditEntryEncoding.Decode(frame).ShouldNotBeNull().Entry);
        }

        return entries;
    }
}
