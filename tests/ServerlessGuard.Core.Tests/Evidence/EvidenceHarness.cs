using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Tests.Audit;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Evidence;

/// <summary>A guard's log, secrets and policy at a fixed time, from which packs are made.</summary>
internal sealed class EvidenceHarness
{
    public const string MadeBy = "guard 1.0.0-test";

    public static readonly DateTimeOffset Now = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The folder of the golden documents, with the policy and controls that they are made from.</summary>
    public static readonly string Golden = Path.Combine(
        Path.GetDirectoryName(Shipped.File)!, "..", "tests", "ServerlessGuard.Core.Tests", "Evidence", "Golden");

    private readonly InMemorySecretStore _secrets = new();
    private readonly List<ReadOnlyMemory<byte>> _frames = [];
    private string _last = AuditEntryEncoding.Genesis;
    private long _next;

    public LogHarness Bed { get; } = new();

    public InMemoryAuditLog Audit { get; } = new();

    /// <summary>Facts of states other than the policy's.</summary>
    public List<Fact> States { get; } = [];

    public List<IPackStatements> Statements { get; } = [];

    /// <summary>The witness that the sequencer submits to; a pack asks <see cref="Witness"/>.</summary>
    public IWitness? SequencedUnder { get; set; }

    public IWitness? Witness { get; set; }

    public NoteKey? WitnessKey { get; set; }

    public string ControlsFile { get; set; } = Shipped.File;

    public static NoteKey Key => LogHarness.Signer.Key;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Add(string kind, DateTimeOffset time, Dictionary<string, string>? facts = null, string? verdict = null) =>
        Add(new AuditEntry { Kind = kind, Time = time, Actor = "guard", Verdict = verdict, Facts = facts ?? [] });

    public void Add(AuditEntry entry)
    {
        var bytes = AuditEntryEncoding.Encode(entry, "w1", _next++, _last);
        _last = AuditEntryEncoding.Hash(bytes);
        _frames.Add(bytes);
    }

    /// <summary>A month of ordinary operation: traffic every day, rotations, drills of which one failed, a refused stranger.</summary>
    public EvidenceHarness WithAMonth()
    {
        for (var day = 29; day >= 0; day--)
        {
            var at = Now.AddDays(-day).AddHours(-3);
            for (var i = 0; i < 6 + (day * 7 % 5); i++)
            {
                Add(
                    AuditKinds.InteractionClosed, at.AddMinutes(i), new() { ["finish"] = "stop" },
                    ((day + i) % 7) switch { 0 => "block", 1 => "hold", 2 or 3 => "redact", _ => "allow" });
            }

            if (day % 7 == 2)
            {
                Add(AuditKinds.DrillEnded, at.AddHours(1), Drill("rollback", day == 16 ? "failed" : "passed", 1.2 + (day % 5 * 0.3)));
                Add(AuditKinds.DrillEnded, at.AddHours(2), Drill("revocation", day == 23 ? "stopped" : "passed", 0.4 + (day % 4 * 0.2)));
            }

            if (day is 28 or 1)
            {
                Add(
                    AuditKinds.RotationVerified, at,
                    new() { ["credential"] = day == 28 ? "claims-key" : "demo-key", ["reason"] = "<script>alert(1)</script>" });
            }
        }

        Add(AuditKinds.CallerRefused, Now.AddHours(-1), new() { ["reason"] = "unknown" });
        return this;
    }

    public async Task<BuiltPack> MakeAsync(TimeProvider? clock = null, IPackCountersigner? countersigner = null) =>
        await (await MakerAsync(clock, countersigner)).BuildAsync(Cancel);

    public async Task<EvidencePackBuilder> MakerAsync(TimeProvider? clock = null, IPackCountersigner? countersigner = null)
    {
        if (_frames.Count > 0)
        {
            await Bed.AppendAsync("w1", _frames);
            _frames.Clear();
            await Bed.SequenceAsync(witness: SequencedUnder);
        }

        var seed = new byte[NoteSigner.SeedLength];
        Array.Fill(seed, (byte)1);
        if ((await _secrets.ListVersionsAsync(LogKey.SecretName, Cancel)).Count == 0)
        {
            await _secrets.SetAsync(
                LogKey.SecretName, $"{Key.Name} {Convert.ToBase64String(seed)}", new Core.Ports.SecretAttributes(), Cancel);
        }

        // A revision of its own: that of the file changes with every default that the policy learns.
        var policy = PolicyLoader.LoadFile(Path.Combine(Golden, "guard.yaml")).Policy! with { RevisionId = new string('a', 64) };
        var policies = new PolicyStore(policy, NullLogger<PolicyStore>.Instance);
        var options = new EvidenceOptions { CreatedBy = MadeBy, ControlsFile = ControlsFile, Witness = WitnessKey };
        return new EvidencePackBuilder(
            new PackLog(Bed.Source, options, Witness), new StatedFacts(policies, [new FixedStates(States)]), Statements,
            new PackSigning(_secrets, new SeededEntropy(1), countersigner), policies, Audit,
            clock ?? new FakeTimeProvider(Now), options);
    }

    /// <summary>Signs a pack's files again, as somebody with the key could.</summary>
    public static Dictionary<string, byte[]> SignAgain(IReadOnlyDictionary<string, byte[]> files)
    {
        var signed = files.Where(static f => f.Key != PackNames.Manifest).ToDictionary(StringComparer.Ordinal);
        signed[PackNames.Manifest] = PackManifest.Of(Key.Name, Now, signed).Sign(LogHarness.Signer);
        return signed;
    }

    public static Dictionary<string, byte[]> Replace(IReadOnlyDictionary<string, byte[]> files, string name, string old, string with)
    {
        var text = Encoding.UTF8.GetString(files[name]);
        text.ShouldContain(old, Case.Sensitive);
        return new Dictionary<string, byte[]>(
            files, StringComparer.Ordinal)
        { [name] = Encoding.UTF8.GetBytes(text.Replace(old, with, StringComparison.Ordinal)) };
    }

    private static Dictionary<string, string> Drill(string kind, string result, double seconds) => new()
    {
        ["drill"] = kind,
        ["outcome"] = result,
        ["mode"] = "full",
        ["scheduled"] = "true",
        ["seconds_to_detect"] = (seconds / 3).ToString("0.000", CultureInfo.InvariantCulture),
        ["seconds_to_decide"] = (seconds / 2).ToString("0.000", CultureInfo.InvariantCulture),
        ["seconds_to_restore"] = seconds.ToString("0.000", CultureInfo.InvariantCulture),
    };

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed class FixedStates(List<Fact> facts) : IStateFactSource
    {
        public ValueTask<IReadOnlyList<Fact>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
            new(facts.ConvertAll(f => f with { Time = now }));
    }
}
