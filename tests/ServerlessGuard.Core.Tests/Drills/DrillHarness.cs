using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Tests.Journals;
using ServerlessGuard.Core.Tests.Policies;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Drills;

/// <summary>Two targets, a guard that may or may not end their harm, and what must hold of them at every moment.</summary>
internal sealed class DrillHarness : FaultHarness, IPolicySource
{
    public const string Good = "rev-1";
    private const string RolledBack = "rev-0";

    private readonly Dictionary<DrillKind, (string Run, DateTimeOffset At)> _harms = [];
    private readonly Dictionary<string, (DateTimeOffset Detected, DateTimeOffset Ended)> _ended = [];

    public DrillHarness() => Documents = new InMemoryDocumentStore(Clock);

    public DrillTimings Times { get; } = new();

    public InMemoryDocumentStore Documents { get; }

    public InMemoryAuditLog Audit { get; } = new();

    public RecordingAlerts Alerts { get; } = new();

    public IEntropy Entropy { get; } = new SeededEntropy(11);

    public GuardPolicy Current { get; set; } = TestPolicies.With() with
    {
        Drills = new DrillPolicy { RollbackModel = "drill", Credential = "drill", Budget = 1000 }
    };

    public Dictionary<DrillKind, string> Values { get; } = new() { [DrillKind.Rollback] = Good, [DrillKind.Revocation] = Good };

    /// <summary>How long the guard takes to end a harm; null: it never does.</summary>
    public TimeSpan? GuardTakes { get; set; } = TimeSpan.FromSeconds(5);

    public bool RealRollback { get; set; }

    /// <summary>The action between a harm and its journal entry.</summary>
    public Func<Task> AfterHarm { get; set; } = static () => Task.CompletedTask;

    public int Harmed { get; private set; }

    public IncidentWorkflow Incidents => new(Documents, Audit, this, Clock);

    public DrillWorker Worker(params IEnumerable<Fault> faults) => new(this, faults);

    public ValueTask<DrillState> StateAsync() => new DrillJournal(Documents).ReadAsync(CancellationToken.None);

    public void Harm(DrillRun run)
    {
        Values.ShouldAllBe(
            v => v.Key == run.Kind || v.Value == Good || v.Value == RolledBack || v.Value.EndsWith(run.Id, StringComparison.Ordinal),
            "two drills at once");
        Values[run.Kind] = $"bad:{run.Id}";
        _harms[run.Kind] = (run.Id, Clock.GetUtcNow());
        Harmed++;
    }

    public void Restore(DrillRun run) => Values[run.Kind] = run.Original!;

    public DrillObservation Look(DrillRun run)
    {
        Guard();
        return _ended.TryGetValue(run.Id, out var ended)
            ? new DrillObservation { Detected = ended.Detected, Decided = ended.Detected, Restored = ended.Ended }
            : new DrillObservation();
    }

    /// <summary>The invariant: a changed target belongs to the drill under way.</summary>
    public async Task CheckAsync()
    {
        var run = (await StateAsync()).Run;
        foreach (var (kind, value) in Values)
        {
            if (value != Good)
            {
                run.ShouldNotBeNull();
                run.IsOver.ShouldBeFalse($"the {kind} drill is over and its target is {value}");
                run.Kind.ShouldBe(kind);
            }
        }
    }

    /// <summary>Nothing fails any more: what was under way must end, and everything stand as it did.</summary>
    public async Task RecoverAsync()
    {
        foreach (var open in (await Incidents.ListAsync(CancellationToken.None)).Where(static i => i.IsOpen))
        {
            await Incidents.CloseAsync(open.Id, "test", null, CancellationToken.None);
        }

        RealRollback = false;
        var worker = Worker();
        for (var turn = 0; turn < 400; turn++)
        {
            await worker.Driller.AdvanceAsync(CancellationToken.None);
            var state = await StateAsync();
            if (!IsCallPending && state.Run is null or { IsOver: true })
            {
                await CheckAsync();
                Values.Values.ShouldAllBe(static v => v == Good);
                return;
            }

            await AdvanceAsync(TimeSpan.FromSeconds(20));
        }

        throw new InvalidOperationException($"The drill did not end: {(await StateAsync()).Run}");
    }

    protected override async Task OnAdvancedAsync()
    {
        Guard();
        await CheckAsync();
    }

    protected override async Task WorkMeanwhileAsync(TimeSpan stall)
    {
        await AdvanceAsync(stall / 2);
        await Worker().SweepAsync();
        await AdvanceAsync(stall / 2);
        await Worker().SweepAsync();
    }

    private void Guard()
    {
        foreach (var (kind, harm) in _harms.ToList())
        {
            if (Values[kind] == $"bad:{harm.Run}" && GuardTakes is { } takes && Clock.GetUtcNow() >= harm.At + takes)
            {
                Values[kind] = RolledBack;
                _ended[harm.Run] = (harm.At + (takes / 2), Clock.GetUtcNow());
            }
        }
    }
}
