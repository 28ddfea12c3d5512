using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Tests.Policies;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Incidents;

public sealed class IncidentTests : IPolicySource
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryDocumentStore _documents = new();
    private readonly InMemoryAuditLog _audit = new();
    private readonly RecordingAlerts _alerts = new();

    public GuardPolicy Current { get; } = TestPolicies.With();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IncidentWorkflow Desk => new(_documents, _audit, this, _clock);

    [Fact]
    public async Task RunsFromDeclaredToClosed_WithAnEntryForEachChange()
    {
        var declared = await Desk.DeclareAsync(New("a"), Cancel);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Desk.AcknowledgeAsync(declared.Id, "user:ann", "looking", Cancel);
        await Desk.AcknowledgeAsync(declared.Id, "user:ann", null, Cancel);
        await Desk.AcknowledgeAsync(declared.Id, "user:ben", null, Cancel);
        await Desk.NotifyAsync(declared.Id, "guard", null, Cancel);
        await Desk.ContainAsync(declared.Id, "user:ann", null, Cancel);
        await Desk.ContainAsync(declared.Id, "user:ben", null, Cancel);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var closed = (await Desk.CloseAsync(declared.Id, "user:ann", "done", Cancel)).ShouldNotBeNull();

        closed.AcknowledgedBy.ShouldBe(["user:ann", "user:ben"]);
        closed.Timeline.Select(static e => e.Kind)
            .ShouldBe(["declared", "acknowledged", "acknowledged", "notified", "contained", "closed"]);
        (closed.Acknowledged - closed.Declared).ShouldBe(TimeSpan.FromMinutes(1));
        _audit.Entries.Select(static e => e.Kind).ShouldBe([
            AuditKinds.IncidentDeclared, AuditKinds.IncidentChanged, AuditKinds.IncidentChanged, AuditKinds.IncidentChanged,
            AuditKinds.IncidentChanged, AuditKinds.IncidentClosed]);
        (await Desk.AcknowledgeAsync(declared.Id, "user:ann", null, Cancel)).ShouldBeNull("it is closed");
        (await Desk.CloseAsync("none", "user:ann", null, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task FoldsRepeats_WhileOpen_AndBeginsAnewAfterwards()
    {
        var first = await Desk.DeclareAsync(New("a"), Cancel);
        (await Desk.DeclareAsync(New("a"), Cancel)).Id.ShouldBe(first.Id);
        (await Desk.DeclareAsync(New("b"), Cancel)).Id.ShouldNotBe(first.Id);
        await Desk.CloseAsync(first.Id, "user:ann", null, Cancel);
        var second = await Desk.DeclareAsync(New("a"), Cancel);

        second.Id.ShouldNotBe(first.Id);
        (await Desk.ListAsync(Cancel)).Count(static i => i.IsOpen).ShouldBe(2);
    }

    [Fact]
    public async Task DeclaresOne_WhenManyTellOfItAtOnce()
    {
        await Parallel.ForAsync(0, 40, Cancel, async (_, token) => await Desk.DeclareAsync(New("a"), token));

        (await Desk.ListAsync(Cancel)).ShouldHaveSingleItem().Repeats.ShouldBe(39);
    }

    [Fact]
    public async Task DeclaresByRule_AndPassesEveryAlertOn()
    {
        await RaiseAsync("rollback.no-healthy-revision", AlertSeverity.Critical);
        await RaiseAsync("rollback.done", AlertSeverity.Warning);
        await RaiseAsync("guard.unscanned", AlertSeverity.Critical);
        await RaiseAsync("rotation.failed", AlertSeverity.Critical, ("drill", "run-1"), ("credential", "c"));

        _alerts.Raised.Count.ShouldBe(4);
        var declared = await Desk.ListAsync(Cancel);
        declared.Select(static i => (i.Cause, i.Drill, i.Notified is not null))
            .ShouldBe([("rollback.no-healthy-revision", null, true), ("rotation.failed", "run-1", true)], ignoreOrder: true);
    }

    [Fact]
    public async Task TellsAPerson_AlthoughTheRecordCannotBeWritten()
    {
        await RaiseAsync("rotation.failed", AlertSeverity.Critical, new FaultingDocumentStore(_documents, FaultPlan.From(1)));

        _alerts.Raised.ShouldHaveSingleItem();
        (await Desk.ListAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task MarksWhatADrillCauses()
    {
        var alerts = Alerts(_documents, new Drilled());
        await alerts.RaiseAsync(Alert("outcomes.worse", AlertSeverity.Critical, ("model", "drill-model")), Cancel);
        await alerts.RaiseAsync(Alert("outcomes.worse", AlertSeverity.Critical, ("model", "claims")), Cancel);

        (await Desk.ListAsync(Cancel))
            .Select(static i => (i.Subject, i.Drill))
            .ShouldBe([("drill-model", "run-1"), ("claims", null)], ignoreOrder: true);
    }

    [Fact]
    public void StandsBeforeTheAlertsThatWereThere()
    {
        var services = new ServiceCollection().AddLogging()
            .AddSingleton<IAlertSink>(_alerts)
            .AddSingleton<IDocumentStore>(_documents)
            .AddSingleton<IAuditLog>(_audit)
            .AddSingleton<IPolicySource>(this);
        using var provider = services.AddIncidents().AddIncidents().BuildServiceProvider();

        provider.GetRequiredService<IAlertSink>().ShouldBeOfType<IncidentAlertSink>();
        provider.GetServices<IAlertSink>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task RefusesATitleThatIsNoLine() =>
        await Should.ThrowAsync<ArgumentException>(
            async () => await Desk.DeclareAsync(New("a") with { Title = new string('x', 501) }, Cancel));

    private static NewIncident New(string key) => new() { Key = key, Title = "Something", Cause = "person", Actor = "user:ann" };

    private static Alert Alert(string code, AlertSeverity severity, params (string Name, string Value)[] tags) => new()
    {
        Code = code,
        Severity = severity,
        Message = "What happened",
        Time = DateTimeOffset.UnixEpoch,
        Tags = tags.ToDictionary(static t => t.Name, static t => t.Value),
    };

    private Task RaiseAsync(string code, AlertSeverity severity, params (string Name, string Value)[] tags) =>
        Alerts(_documents).RaiseAsync(Alert(code, severity, tags), Cancel).AsTask();

    private Task RaiseAsync(string code, AlertSeverity severity, IDocumentStore documents) =>
        Alerts(documents).RaiseAsync(Alert(code, severity), Cancel).AsTask();

    private IncidentAlertSink Alerts(IDocumentStore documents, IActiveDrillLookup? drilled = null) =>
        new(
            _alerts, new IncidentWorkflow(documents, _audit, this, _clock), new IncidentOptions(),
            new LoggerFactory().CreateLogger<IncidentAlertSink>(), drilled);

    private sealed class Drilled : IActiveDrillLookup
    {
        public ValueTask<string?> RunOnAsync(string subject, CancellationToken cancellationToken) =>
            ValueTask.FromResult(subject == "drill-model" ? "run-1" : null);
    }
}
