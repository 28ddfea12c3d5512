using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Tests.Policies;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Monitoring;

/// <summary>Two instances of a gateway that count, and duties that evaluate, over one store and a clock that tests move.</summary>
internal sealed class MonitoredWorld : IPolicySource
{
    public static readonly MonitoredSubject Claims = new("claims", "claims-ft");

    private readonly Random _random;
    private readonly SeededEntropy _entropy = new(9);
    private readonly FaultingDocumentStore _faulting;
    private readonly SilenceDuty _silence;
    private MonitoringCollector[] _instances;
    private int _count;

    public MonitoredWorld(int seed, MonitoringPolicy? policy = null)
    {
        _random = new Random(seed);
        _faulting = new(new InMemoryDocumentStore(Clock), new(_ => IsDown));
        Store = new MonitoringStore(_faulting, Clock);
        Current = TestPolicies.With() with
        {
            Monitoring = policy ?? new() { Baseline = TimeSpan.FromDays(1), BaselineInteractions = 500 },
        };
        Heartbeats = new(_faulting, Clock);
        Restrictions = new(_faulting, Audit, this, Clock);
        _silence = new(Heartbeats, Audit, Alerts, this, Clock, NullLogger<SilenceDuty>.Instance);
        _instances = [New(), New()];
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The store answers nothing.</summary>
    public bool IsDown { get; set; }

    public InMemoryAuditLog Audit { get; } = new();

    public RecordingAlerts Alerts { get; } = new();

    public MonitoringStore Store { get; }

    public Heartbeats Heartbeats { get; }

    public CallerRestrictions Restrictions { get; }

    public GuardPolicy Current { get; }

    public MonitoringReader Reader => new(Store, Clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public IReadOnlyList<AuditEntry> Of(string kind) => [.. Audit.Entries.Where(e => e.Kind == kind)];

    /// <summary>Instances that begin again: what was written stays, and theirs are new documents.</summary>
    public void Restart() => _instances = [New(), New()];

    /// <summary>An hour in which every quarter some interactions end and the duties look.</summary>
    public async Task HourAsync(int interactions, Func<MonitoredWorld, int, Observation>? make = null, Action<MonitoredWorld>? also = null)
    {
        for (var step = 0; step < 4; step++)
        {
            for (var i = 0; i < interactions / 4; i++)
            {
                Record((make ?? ((world, _) => world.Usual()))(this, _count));
            }

            also?.Invoke(this);
            await TurnAsync();
        }
    }

    public void Record(Observation observation) => _instances[_count++ % 2].Record(observation);

    /// <summary>A quarter passes, and what was counted is written and evaluated.</summary>
    public async Task TurnAsync()
    {
        foreach (var instance in _instances)
        {
            await instance.FlushAsync(Cancel);
        }

        await new MonitoringDuty(Store, Audit, Alerts, this, Clock, NullLogger<MonitoringDuty>.Instance).RunAsync(Cancel);
        await new MisuseDuty(Store, Restrictions, Audit, Alerts, this, Clock, NullLogger<MisuseDuty>.Instance).RunAsync(Cancel);
        for (var i = 0; i < 5; i++)
        {
            await _silence.RunAsync(Cancel);
            Clock.Advance(TimeSpan.FromMinutes(3));
        }
    }

    /// <summary>Nothing runs for so long: the machine sleeps.</summary>
    public async Task SleepAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await _silence.RunAsync(Cancel);
    }

    public bool Chance(double rate) => _random.NextDouble() < rate;

    public ulong Bits() => (ulong)_random.NextInt64();

    /// <summary>An interaction as the application has them; parameters say how it differs.</summary>
    public Observation Usual(
        double refused = 0.03, double injection = 0.002, double longer = 1, string caller = "key:web", uint place = 7, ulong? bits = null)
    {
        var sketch = new TextSketch(bits ?? Bits(), 0);
        return new()
        {
            Interaction = _entropy.NewId(),
            Time = Clock.GetUtcNow(),
            Subject = Claims,
            Caller = caller,
            Revision = "rev-1",
            Place = place,
            Tokens = 300,
            Sketch = sketch,
            Values =
            [
                new(Signals.Verdict, Chance(0.1) ? 1 : 0),
                SignalValue.Of(Signals.Injection, Chance(injection)),
                SignalValue.Of(Signals.Refused, Chance(refused)),
                SignalValue.Of(Signals.Failed, Chance(0.001)),
                new(Signals.OutputLength, LogBuckets.Of((long)(longer * Math.Exp(6 + Normal())))),
                new(Signals.Latency, LogBuckets.Of((long)(800 * Math.Exp(0.4 * Normal())))),
                new(Signals.Topic, sketch.Topic),
            ],
        };
    }

    private MonitoringCollector New() => new(Store, Heartbeats, _entropy, Clock);

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
