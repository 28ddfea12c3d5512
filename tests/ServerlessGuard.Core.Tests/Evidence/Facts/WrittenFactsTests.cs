using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Tests.Policies;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Evidence.Facts;

/// <summary>Entries as the rest of the guard writes them decide the controls that ship: a fact renamed there is found here.</summary>
public sealed class WrittenFactsTests
{
    private readonly FakeTimeProvider _clock = new(EvidenceHarness.Now);
    private readonly InMemoryAuditLog _audit = new();
    private readonly PolicyStore _policies = new(PolicyLoader.LoadFile(PolicyFiles.Shipped).Policy!, NullLogger<PolicyStore>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, ControlStatus.Holds)]
    [InlineData("not-contained", ControlStatus.Fails)]
    public async Task ARollback_Decides(string? fault, ControlStatus status)
    {
        var record = new RollbackReporter(_audit, new RecordingAlerts(), _policies, _clock, NullLogger<RollbackReporter>.Instance);
        var rollback = new Rollback
        {
            Id = "r1",
            Trigger = new RollbackTrigger { Id = "t1", Model = "claims-ft", Cause = RollbackCause.Worse, Actor = "guard" },
            Step = RollbackStep.Done,
            Started = EvidenceHarness.Now.AddSeconds(-3),
            Since = EvidenceHarness.Now,
            Restored = EvidenceHarness.Now,
            Fault = fault,
        };
        await record.AppendAsync(AuditKinds.RollbackVerified, _policies.Current.Models["claims-ft"], rollback, "guard", Cancel);

        Decided("rollback-drilled", AuditKinds.RollbackVerified).ShouldBe(status);
    }

    [Theory]
    [InlineData(CaseEventKind.Approved, "user:rita", ControlStatus.Holds)]
    [InlineData(CaseEventKind.Denied, "user:rita", ControlStatus.Holds)]
    [InlineData(CaseEventKind.Expired, "guard", ControlStatus.Unknown)]
    public async Task ACase_Decides_WhenAPersonDid(CaseEventKind act, string actor, ControlStatus status)
    {
        var step = new CaseEvent(act, CaseState.Denied, actor, EvidenceHarness.Now);
        var value = new CaseRecord
        {
            Id = "c1",
            Kind = CaseKind.Output,
            Subject = "demo-model",
            State = CaseState.Denied,
            Opened = EvidenceHarness.Now.AddMinutes(-5),
            Due = EvidenceHarness.Now,
            Journal = [step],
        };
        await _audit.AppendAsync(CaseEntries.Of(value, step), Cancel);

        Decided("output-reviewed", AuditKinds.CaseDecided).ShouldBe(status);
    }

    [Theory]
    [InlineData(DrillKind.Rollback, DrillResult.Passed, DrillMode.Full, ControlStatus.Holds)]
    [InlineData(DrillKind.Rollback, DrillResult.Failed, DrillMode.Full, ControlStatus.Fails)]
    [InlineData(DrillKind.Rollback, DrillResult.Stopped, DrillMode.Full, ControlStatus.Unknown)]
    [InlineData(DrillKind.Rollback, DrillResult.Passed, DrillMode.Observe, ControlStatus.Unknown)]
    [InlineData(DrillKind.Revocation, DrillResult.Passed, DrillMode.Canary, ControlStatus.Holds)]
    [InlineData(DrillKind.Incident, DrillResult.Passed, DrillMode.Canary, ControlStatus.Holds)]
    public async Task ADrill_Decides(DrillKind kind, DrillResult result, DrillMode mode, ControlStatus status)
    {
        var record = new DrillReporter(_audit, new RecordingAlerts(), _policies, _clock, NullLogger<DrillReporter>.Instance);
        DateTimeOffset? acted = mode == DrillMode.Observe ? null : EvidenceHarness.Now.AddSeconds(-4);
        await record.EndedAsync(
            new DrillRun
            {
                Id = "d1",
                Kind = kind,
                Mode = mode,
                Target = "drill",
                Actor = "guard",
                IsScheduled = true,
                Step = default,
                Started = EvidenceHarness.Now.AddSeconds(-5),
                Since = EvidenceHarness.Now,
                HarmStarted = acted,
                Detected = acted?.AddSeconds(1),
                Decided = acted?.AddSeconds(2),
                Restored = acted?.AddSeconds(3),
                Ended = EvidenceHarness.Now,
                Result = result,
            },
            Cancel);

        Decided(kind.ToString().ToLowerInvariant() + "-drilled", AuditKinds.DrillEnded).ShouldBe(status);
        Decided("drills-run", AuditKinds.DrillEnded).ShouldBe(status);
    }

    /// <summary>The result of a control's requirement on a kind.</summary>
    private ControlStatus Decided(string control, string kind)
    {
        var entries = _audit.Entries.Select(static (e, i) => EntryFact.Of(i, e));
        var verified = new Fact
        {
            Kind = FactKinds.LogVerified,
            Time = EvidenceHarness.Now,
            Values = new Dictionary<string, string> { ["intact"] = "yes" }
        };
        return ControlEvaluator.Evaluate(Shipped.Controls, FactSet.Create([verified, .. entries]), EvidenceHarness.Now)
            .Single(r => r.Control.Id == control).Requirements.First(r => r.Requirement.Fact == kind).Status;
    }
}
