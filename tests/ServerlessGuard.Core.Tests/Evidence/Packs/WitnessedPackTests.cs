using System.Text;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Tests.Audit;

namespace ServerlessGuard.Core.Tests.Evidence.Packs;

/// <summary>A pack's control of the witness is about the checkpoint that its proofs lead to, and not about some older one.</summary>
public sealed class WitnessedPackTests : IDisposable
{
    private static readonly NoteKey Key = LogHarness.WitnessSigner.Key;

    private readonly FakeTimeProvider _clock = new(EvidenceHarness.Now);
    private readonly Witness _witness;
    private readonly SwitchedWitness _switched;

    public WitnessedPackTests()
    {
        _witness = new(LogHarness.WitnessSigner, EvidenceHarness.Key, _clock, null, static (_, _) => ValueTask.CompletedTask);
        _switched = new(_witness);
    }

    public void Dispose() => _witness.Dispose();

    [Fact]
    public async Task ACheckpoint_ThatTheSequencerHadSigned_Holds_AndVerifies()
    {
        var made = await Bed(sequenced: true).MakeAsync(_clock);

        Status(made).ShouldBe(ControlStatus.Holds);
        Faults(made.Files, Key).ShouldBeEmpty();
        var other = new NoteKey("witness.example/other", NoteKey.CosignatureType, new byte[32]);
        Faults(made.Files, other).ShouldBe([PackFault.Witness]);
    }

    [Fact]
    public async Task ACheckpoint_WithoutASignature_IsSubmitted_ByThePackItself()
    {
        var made = await Bed(sequenced: false).MakeAsync(_clock);

        Status(made).ShouldBe(ControlStatus.Holds);
        Faults(made.Files, Key).ShouldBeEmpty();
        SignedNote.Parse(made.Files[PackNames.Checkpoint])!.CosignedAt(Key).ShouldBe(EvidenceHarness.Now);
    }

    /// <summary>The control that said holds over 20,007 entries that no witness had seen.</summary>
    [Theory]
    [InlineData(5, 10, ControlStatus.Holds)]
    [InlineData(5, 61, ControlStatus.Fails)]
    [InlineData(10_001, 1, ControlStatus.Fails)]
    public async Task AWitness_ThatIsAway_IsLeftBehind_OnlyAShortWay(int entries, int minutes, ControlStatus status)
    {
        var bed = Bed(sequenced: true);
        var signed = (await bed.MakeAsync(_clock)).Pack.Newest(FactKinds.LogCheckpoint)!.Values["size"];
        _switched.IsAway = true;
        _clock.Advance(TimeSpan.FromMinutes(minutes));
        for (var i = 0; i < entries; i++)
        {
            bed.Add(AuditKinds.HostStarted, _clock.GetUtcNow());
        }

        var made = await bed.MakeAsync(_clock);

        Status(made).ShouldBe(status);
        var head = made.Pack.Newest(FactKinds.LogCheckpoint)!.Values;
        head["unwitnessed"].ShouldBe(EvidenceHarness.Number(entries));
        head["unwitnessed_minutes"].ShouldBe(EvidenceHarness.Number(minutes));
        (head["size"] == signed).ShouldBe(status == ControlStatus.Holds, "what no witness signed for is out of sight only for a short time");
        Faults(made.Files, null).ShouldBeEmpty();
        Faults(made.Files, Key).ShouldBe(status == ControlStatus.Holds ? [] : [PackFault.Witness]);
    }

    [Fact]
    public async Task AWitness_ThatNeverSigned_FailsItsControl_AndNoOther()
    {
        _switched.IsAway = true;
        var made = await Bed(sequenced: true).MakeAsync(_clock);

        Status(made).ShouldBe(ControlStatus.Fails);
        made.Pack.Results.Single(static r => r.Control.Id == "log-intact").Status.ShouldBe(ControlStatus.Holds);
    }

    [Fact]
    public async Task ACosignature_ThatIsTakenAwayOrMadeByAnother_IsFound_EvenSignedAgain()
    {
        var files = (await Bed(sequenced: true).MakeAsync(_clock)).Files;
        var note = Encoding.UTF8.GetString(files[PackNames.Checkpoint]);
        var signature = SignedNote.Parse(files[PackNames.Checkpoint])!.Signatures.Single(static s => s.Name == Key.Name).ToString();
        var forged = new NoteSignature(Key.Name, Key.Id, new byte[72]).ToString();
        foreach (var with in new[] { "", forged + "\n" })
        {
            var changed = files.ToDictionary(
                static f => f.Key,
                f => f.Key == PackNames.Checkpoint || f.Key.StartsWith("proofs/", StringComparison.Ordinal)
                    ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(f.Value).Replace(signature + "\n", with, StringComparison.Ordinal))
                    : f.Value,
                StringComparer.Ordinal);
            Faults(EvidenceHarness.SignAgain(changed), null).ShouldBe([PackFault.Checkpoint, PackFault.Derived], ignoreOrder: true);
            Faults(EvidenceHarness.SignAgain(changed), Key)
                .ShouldBe([PackFault.Checkpoint, PackFault.Derived, PackFault.Witness], ignoreOrder: true);
        }

        note.ShouldContain(signature);
    }

    private EvidenceHarness Bed(bool sequenced) => new EvidenceHarness
    {
        SequencedUnder = sequenced ? _switched : null,
        Witness = _switched,
        WitnessKey = Key,
    }.WithAMonth();

    private static ControlStatus Status(BuiltPack made) =>
        made.Pack.Results.Single(static r => r.Control.Id == "log-witnessed").Status;

    private static IEnumerable<PackFault> Faults(IReadOnlyDictionary<string, byte[]> files, NoteKey? witness) =>
        new PackVerifier(EvidenceHarness.Key, EvidenceHarness.MadeBy, witness: witness).Verify(files).Findings.Select(static f => f.Fault);

    private sealed class SwitchedWitness(IWitness inner) : IWitness
    {
        public bool IsAway { get; set; }

        public ValueTask<NoteSignature?> CosignAsync(
            SignedNote checkpoint, long size, Func<long, CancellationToken, ValueTask<IReadOnlyList<MerkleHash>>> prove,
            CancellationToken cancellationToken) =>
            IsAway
                ? throw new StoreUnavailableException("The witness does not answer.")
                : inner.CosignAsync(checkpoint, size, prove, cancellationToken);
    }
}
