using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Tests.Deployments;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Records;

/// <summary>A document that the guard wrote itself, put back after a later one or taken away, has no effect, and it is told.</summary>
public sealed class OlderRecordTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryAuditLog _audit = new();
    private readonly RecordingAlerts _alerts = new();
    private readonly InMemoryDocumentStore _documents;
    private readonly InMemorySecretStore _secrets;
    private readonly RecordFaults _faults;

    public OlderRecordTests()
    {
        (_documents, _secrets) = (new InMemoryDocumentStore(_clock), new InMemorySecretStore(_clock));
        _faults = new RecordFaults(() => _alerts, () => _audit, _clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string[] Told =>
    [
        .. _audit.Entries.Where(static e => e.Kind == AuditKinds.RecordRefused)
            .Select(static e => $"{e.Facts["partition"]} {e.Facts["fault"]}"),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AKey_StaysRevoked(bool isReplaced)
    {
        var keys = Keys();
        var created = await CreateAsync(keys, "app");
        var before = await _documents.GetAsync("caller-keys", "app", Cancel);
        _clock.Advance(TimeSpan.FromMinutes(1));
        if (isReplaced)
        {
            var next = (await keys.ReplaceAsync("app", Cancel)).ShouldNotBeNull();
            await _audit.AppendAsync(CallerKeyEntries.Created(next.Record, "guard", created.Record.Created), Cancel);
        }
        else
        {
            (await keys.RevokeAsync("app", Cancel)).ShouldBeTrue();
            await _audit.AppendAsync(CallerKeyEntries.Revoked("app", "guard", _clock.GetUtcNow()), Cancel);
        }

        await PutBackAsync("caller-keys", "app", before!.Body);
        foreach (var process in (CallerKeys[])[keys, Keys()])
        {
            _clock.Advance(CallerKeys.RevocationLatency);
            (await process.VerifyAsync(created.Key, Cancel)).ShouldBe(new CallerKeyResult.Invalid("key-revoked", "app"));
            (await process.IsValidAsync("app", Cancel)).ShouldBeFalse();
            (await process.ReplaceAsync("app", Cancel)).ShouldBeNull();
            (await process.ListAsync(Cancel)).ShouldHaveSingleItem().Revoked.ShouldNotBeNull();
        }

        Told.ShouldBe(["caller-keys older"]);
    }

    [Fact]
    public async Task AKeyThatWasNotTouched_IsValid_InEveryProcess()
    {
        var created = await CreateAsync(Keys(), "app");
        (await Keys().VerifyAsync(created.Key, Cancel)).ShouldBeOfType<CallerKeyResult.Valid>();
        Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task TheNameOfADeletedKey_StaysTaken()
    {
        await CreateAsync(Keys(), "app");
        await DeleteAsync("caller-keys", "app");
        (await Keys().CreateAsync("app", [CallerRoles.Admin], null, Cancel)).ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AStoppedModel_StaysStopped(bool isDeleted)
    {
        var world = RollbackHarness.Create();
        var stops = new ModelStops(world.Routes, world.Audit, world.Alerts, world, world.Clock);
        await world.Routes.ChangeAsync(world.Model.Id, r => r.To(world.Model, "green"), Cancel);
        var before = await world.Documents.GetAsync(ModelRoutes.Partition, world.Model.Id, Cancel);
        (await stops.StopAsync(world.Model, "user:anna", Cancel)).ShouldBeTrue();
        await SetBackAsync(world, isDeleted ? (ReadOnlyMemory<byte>?)null : before!.Body);
        (await world.Routes.ReadAsync(world.Model.Id, Cancel)).Route.IsClosed.ShouldBeFalse();

        await Enforcement(world).EnforceAsync(Cancel);
        (await world.Routes.ReadAsync(world.Model.Id, Cancel)).Route.StoppedBy.ShouldBe("user:anna");
        world.Audit.Entries[^1].Facts["fault"].ShouldBe(isDeleted ? "missing" : "older");

        (await stops.StartAsync(world.Model, "user:anna", Cancel)).ShouldBeTrue();
        await Enforcement(world).EnforceAsync(Cancel);
        (await world.Routes.ReadAsync(world.Model.Id, Cancel)).Route.IsClosed.ShouldBeFalse();
        world.Audit.Entries.Count(static e => e.Kind == AuditKinds.RecordRefused).ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AModelThatWasRolledBack_DoesNotComeForward(bool isDeleted)
    {
        var world = RollbackHarness.Create();
        var trigger = await world.DeployBadAsync("e1");
        await world.Routes.ChangeAsync(world.Model.Id, r => r.To(world.Model, "blue"), Cancel);
        var before = await world.Documents.GetAsync(ModelRoutes.Partition, world.Model.Id, Cancel);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Worker().Rollbacks.RequestAsync(trigger, Cancel);
        await world.SweepAsync();
        (await world.ServingAsync()).ShouldBe("green");
        await Enforcement(world).EnforceAsync(Cancel);
        world.Audit.Entries.ShouldNotContain(static e => e.Kind == AuditKinds.RecordRefused);

        await SetBackAsync(world, isDeleted ? (ReadOnlyMemory<byte>?)null : before!.Body);
        (await world.ServingAsync()).ShouldBe("blue");
        await Enforcement(world).EnforceAsync(Cancel);
        (await world.ServingAsync()).ShouldBe("green");
        world.Audit.Entries[^1].Facts["fault"].ShouldBe(isDeleted ? "missing" : "older");
    }

    /// <summary>A restart gives no call back before its time, and keeps no slot beyond it.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(4)]
    public async Task ARestart_KeepsEachSlot_AsLongAsItsPeriod(int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            (await Limits(call).EvaluateAsync(Call(), Cancel)).ShouldBe(new Verdict.Allow());
        }

        for (var call = calls; call < 10; call++)
        {
            (await Limits(call).EvaluateAsync(Call(), Cancel)).ShouldBe(new Verdict.Allow());
        }

        (await Limits(20).EvaluateAsync(Call(), Cancel)).Reasons.ShouldBe([RateLimitRule.Reason]);
        _clock.Advance(TimeSpan.FromHours(1));
        for (var call = 0; call < 10; call++)
        {
            (await Limits(30 + call).EvaluateAsync(Call(), Cancel)).ShouldBe(new Verdict.Allow());
        }

        Told.ShouldBeEmpty();

        // Each call in a process of its own.
        RateLimitRule Limits(int seed) => new(_documents, new SeededEntropy(seed), _clock, _faults);
    }

    [Fact]
    public async Task DeletedSlots_GiveNoCallsBack()
    {
        var rule = new RateLimitRule(_documents, new SeededEntropy(2), _clock, _faults);
        for (var call = 0; call < 10; call++)
        {
            (await rule.EvaluateAsync(Call(), Cancel)).ShouldBe(new Verdict.Allow());
        }

        var partition = "tool-limit-a~mail.send";
        foreach (var slot in await _documents.ListAsync(partition, null, 100, Cancel))
        {
            await DeleteAsync(partition, slot.Key);
        }

        (await rule.EvaluateAsync(Call(), Cancel)).Reasons.ShouldBe([RateLimitRule.Reason]);
        Told.Distinct().ShouldBe([$"{partition} missing"]);
        _clock.Advance(TimeSpan.FromHours(1));
        (await rule.EvaluateAsync(Call(), Cancel)).ShouldBe(new Verdict.Allow());
    }

    [Fact]
    public async Task ADamagedLogOfAStoppedWriter_IsTold_AndClosesNothing()
    {
        await _audit.AppendAsync(CallerKeyEntries.Revoked("gone", "guard", _clock.GetUtcNow()), Cancel);
        var entries = new KeyEntries();
        var follower = new AuditFollower(new DamagedLogs(new EntryLogs(_audit)), [entries], _clock, _faults);
        await follower.CatchUpAsync(TimeSpan.Zero, Cancel);
        await follower.CatchUpAsync(TimeSpan.Zero, Cancel);
        entries.Of("gone").ShouldNotBeNull();
        Told.ShouldBe(["logs damaged"]);
    }

    private CallerKeys Keys() => new(
        _documents, _secrets, new SeededEntropy(6), _clock,
        new RecordedKeys(new AuditFollower(new EntryLogs(_audit), [new KeyEntries()], _clock), _faults));

    private async Task<CreatedCallerKey> CreateAsync(CallerKeys keys, string name)
    {
        var created = (await keys.CreateAsync(name, [], null, Cancel)).ShouldNotBeNull();
        await _audit.AppendAsync(CallerKeyEntries.Created(created.Record, "guard"), Cancel);
        return created;
    }

    private static RecordedRoutes Enforcement(RollbackHarness world) => new(
        world.Routes, new AuditFollower(new EntryLogs(world.Audit), [new RouteEntries()], world.Clock), world,
        new RecordFaults(() => world.Alerts, () => world.Audit, world.Clock));

    private static async Task SetBackAsync(RollbackHarness world, ReadOnlyMemory<byte>? body)
    {
        var now = (await world.Documents.GetAsync(ModelRoutes.Partition, world.Model.Id, Cancel)).ShouldNotBeNull();
        if (body is { } older)
        {
            await world.Documents.ReplaceAsync(ModelRoutes.Partition, world.Model.Id, older, now.Version, null, Cancel);
        }
        else
        {
            await world.Documents.DeleteAsync(ModelRoutes.Partition, world.Model.Id, now.Version, Cancel);
        }

        world.Clock.Advance(ModelRoutes.Fresh);
    }

    private async Task PutBackAsync(string partition, string key, ReadOnlyMemory<byte> body)
    {
        var now = (await _documents.GetAsync(partition, key, Cancel)).ShouldNotBeNull();
        (await _documents.ReplaceAsync(partition, key, body, now.Version, null, Cancel)).ShouldNotBeNull();
    }

    private async Task DeleteAsync(string partition, string key)
    {
        var now = (await _documents.GetAsync(partition, key, Cancel)).ShouldNotBeNull();
        (await _documents.DeleteAsync(partition, key, now.Version, Cancel)).ShouldBeTrue();
    }

    /// <summary>Beside the logs that there are, one that nobody can read.</summary>
    private sealed class DamagedLogs(IAppendLogs whole) : IAppendLogs
    {
        public ValueTask<IAppendLog> OpenAsync(string writer, CancellationToken cancellationToken) =>
            whole.OpenAsync(writer, cancellationToken);

        public async ValueTask<IReadOnlyList<LogWriter>> ListAsync(CancellationToken cancellationToken) =>
            [new LogWriter("damaged", WriterState.Stopped), .. await whole.ListAsync(cancellationToken)];

        public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string writer, CancellationToken cancellationToken) => writer == "damaged"
            ? throw new StoreUnavailableException("The log is damaged.")
            : whole.ReadAsync(writer, cancellationToken);

        public ValueTask SealAsync(string writer, CancellationToken cancellationToken) => whole.SealAsync(writer, cancellationToken);
    }

    private static ToolRequest Call() => new()
    {
        Interaction = "i",
        Application = new ApplicationPolicy { Id = "a", Tier = "t", Models = [], Callers = [], Tools = ["mail.send"] },
        Policy = null!,
        Name = "mail_send",
        Tool = new ToolPolicy { Id = "mail.send", Effect = ToolEffect.Send, Limit = new RateLimit(10, TimeSpan.FromHours(1)) },
        Arguments = "{}",
    };
}
