using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Evidence.Packs;

public sealed class StatementTests
{
    private const string Name = "statements/attestation-0123456789abcdef.json";

    internal static readonly AttesterKey Key = AttesterKey.Generate(new SeededEntropy(5));

    [Fact]
    public async Task ADrill_IsAnInTotoStatement_SignedWithTheLogsKey()
    {
        var files = (await new EvidenceHarness().WithAMonth().MakeAsync()).Files;
        var drills = files.Where(static f => f.Key.StartsWith("statements/drill-", StringComparison.Ordinal)).ToList();

        drills.Count.ShouldBe(8);
        var results = drills.ConvertAll(d => Statement(d.Value, files))
            .GroupBy(static r => r, StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.Count(), StringComparer.Ordinal);
        results.ShouldBe(new Dictionary<string, int> { ["PASSED"] = 6, ["FAILED"] = 1, ["WARNED"] = 1 }, ignoreOrder: true);
    }

    /// <summary>The configuration that a drill ran under, and no key's name: verifiers skip names that they did not compute.</summary>
    [Fact]
    public async Task AStatement_NamesWhatItRanUnder_AndNoKey()
    {
        var bed = new EvidenceHarness();
        foreach (var (kind, facts) in new (string, Dictionary<string, string>)[]
        {
            (AuditKinds.DrillEnded, new() { ["drill"] = "rollback", ["outcome"] = "passed", ["target"] = "claims-ft", ["revision"] = new('b', 64) }),
            (AuditKinds.RotationVerified, new() { ["credential"] = "claims-key" }),
            (AuditKinds.RollbackVerified, new() { ["model"] = "claims-ft", ["revision"] = new('c', 64), ["fault"] = "not-contained" }),
        })
        {
            bed.Add(new AuditEntry
            {
                Kind = kind,
                Time = EvidenceHarness.Now.AddHours(-1),
                Actor = "guard",
                PolicyRevision = new('a', 64),
                Facts = facts
            });
        }

        var made = await bed.MakeAsync();
        var shown = made.Files.Where(static f => f.Key.StartsWith("statements/", StringComparison.Ordinal)).Select(f =>
        {
            var envelope = JsonElement.Parse(f.Value);
            envelope.GetProperty("signatures")[0].TryGetProperty("keyid", out _).ShouldBeFalse();
            var predicate = JsonElement.Parse(envelope.GetProperty("payload").GetBytesFromBase64()).GetProperty("predicate");
            var configuration = predicate.GetProperty("configuration").EnumerateArray()
                .Select(static c => $"{c.GetProperty("name")}={c.GetProperty("digest").GetProperty("sha256").GetString()![..1]}");
            return $"{f.Key} {predicate.GetProperty("result")} {string.Join(' ', configuration)}";
        });

        shown.ShouldBe(
            [
                "statements/drill-0.json PASSED policy=a claims-ft=b", "statements/rollback-2.json FAILED policy=a claims-ft=c",
                "statements/rotation-1.json PASSED policy=a"
            ]);
        Verify(made).ShouldBeEmpty();
    }

    /// <summary>The digest is SHA-256 over exactly these bytes, as docs/deployments.md gives them.</summary>
    [Fact]
    public async Task AnAttestationsSubject_IsTheDigest_OfTheBytesInTheDocument()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "deployments.md"), TestContext.Current.CancellationToken);
        var bytes = page.Split('\n').Single(static l => l.StartsWith("{\"fineTuneJob\"", StringComparison.Ordinal));

        Revision.Digest.ShouldBe(PackManifest.Digest(Encoding.UTF8.GetBytes(bytes)));
        page.ShouldContain(Revision.Digest);
    }

    [Fact]
    public async Task EveryStatement_IsKept_WithItsEntryAndProof_UnderItsDigest()
    {
        var bed = Bed(Key.PublicText).WithAMonth();
        var attestation = Attestation();
        bed.Add(AuditKinds.AttestationAccepted, EvidenceHarness.Now, new() { ["attestation"] = PackManifest.Digest(attestation) });
        var made = await bed.MakeAsync();
        var statements = new StatementStore(bed.Bed.Blobs);
        var store = new EvidenceStore(
            bed.Bed.Blobs, new EvidenceOptions { CreatedBy = EvidenceHarness.MadeBy, ControlsFile = "" }, statements);
        await store.SaveAsync(made, TestContext.Current.CancellationToken);
        var later = await bed.MakeAsync(new FakeTimeProvider(EvidenceHarness.Now.AddHours(1)));
        await store.SaveAsync(later, TestContext.Current.CancellationToken);

        var digests = await statements.ListAsync(TestContext.Current.CancellationToken);
        digests.Count.ShouldBe(made.Files.Keys.Count(static n => n.StartsWith("statements/", StringComparison.Ordinal)));
        digests.ShouldContain(PackManifest.Digest(attestation));
        foreach (var digest in digests)
        {
            var parts = new List<byte[]>();
            foreach (var part in Enum.GetValues<StatementPart>())
            {
                parts.Add((await statements.ReadAsync(digest, part, TestContext.Current.CancellationToken))!);
            }

            PackManifest.Digest(parts[0]).ShouldBe(digest);
            TlogProof.Parse(parts[2])!.Proves(parts[1], EvidenceHarness.Key).ShouldBeTrue();
            var subject = StatementOf(parts[0]).GetProperty("subject")[0].GetProperty("digest").GetProperty("sha256").GetString();
            Encoding.UTF8.GetString(parts[1]).Contains(PackManifest.Digest(attestation), StringComparison.Ordinal).ShouldBe(
                subject != PackManifest.Digest(parts[1]), "an attestation is about a revision, and its entry names it");
        }
    }

    [Fact]
    public async Task AnAttestation_IsInThePack_AsItsAttesterSignedIt()
    {
        var bed = Bed(Key.PublicText);
        var made = await bed.MakeAsync();

        made.Files.ShouldContainKey(Name);
        new PackVerifier(EvidenceHarness.Key, EvidenceHarness.MadeBy).Verify(made.Files).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnAttestation_OfAnotherKey_IsFound()
    {
        var bed = Bed(AttesterKey.Generate(new SeededEntropy(6)).PublicText);
        var made = await bed.MakeAsync();

        new PackVerifier(EvidenceHarness.Key, EvidenceHarness.MadeBy)
            .Verify(made.Files).Findings
            .ShouldBe([new PackFinding(PackFault.Statement, Name)]);
    }

    internal static EvidenceHarness Bed(string publicKey)
    {
        var bed = new EvidenceHarness();
        bed.States.Add(new Fact
        {
            Kind = FactKinds.Attester,
            Subject = "pipeline",
            Time = default,
            Values = new Dictionary<string, string> { ["key"] = publicKey }
        });
        bed.Statements.Add(new FixedStatements(Name, Attestation()));
        return bed;
    }

    private static Revision Revision { get; } = new()
    {
        ModelName = "gpt-4o",
        ModelVersion = "2024-08-06",
        FineTuneJob = "ftjob-1",
        TrainingFiles = [new('2', 64), new('1', 64)]
    };

    private static IEnumerable<PackFault> Verify(BuiltPack made) =>
        new PackVerifier(EvidenceHarness.Key, EvidenceHarness.MadeBy).Verify(made.Files).Findings.Select(static f => f.Fault);

    private static JsonElement StatementOf(byte[] envelope) =>
        JsonElement.Parse(JsonElement.Parse(envelope).GetProperty("payload").GetBytesFromBase64());

    private static byte[] Attestation()
    {
        var payload = StatementJson.Write(new AttestationStatement
        {
            Model = "claims-ft",
            Revision = Revision,
            Attester = "pipeline",
            Issued = EvidenceHarness.Now,
            Expires = EvidenceHarness.Now.AddDays(90),
            Suite = "claims",
            SuiteDigest = new string('0', 64),
            Passed = ["p1"],
            Failed = [],
        });
        return new DsseEnvelope(
            StatementJson.PayloadType, payload,
            [new DsseSignature(null, Key.Sign(DsseEnvelope.PreAuthentication(StatementJson.PayloadType, payload)))]).Write();
    }

    /// <summary>The result, after checking the envelope as a stranger would: DSSE by hand, subject by its digest.</summary>
    private static string Statement(byte[] file, IReadOnlyDictionary<string, byte[]> files)
    {
        var envelope = JsonElement.Parse(file);
        var payload = envelope.GetProperty("payload").GetBytesFromBase64();
        var type = envelope.GetProperty("payloadType").GetString()!;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"DSSEv1 {type.Length} {type} {payload.Length} "), .. payload];
        EvidenceHarness.Key.Verifies(signed, envelope.GetProperty("signatures")[0].GetProperty("sig").GetBytesFromBase64()).ShouldBeTrue();
        var statement = JsonElement.Parse(payload);
        statement.GetProperty("_type").GetString().ShouldBe("https://in-toto.io/Statement/v1");
        var subject = statement.GetProperty("subject")[0];
        subject.GetProperty("digest")
            .GetProperty("sha256")
            .GetString()
            .ShouldBe(PackManifest.Digest(files[subject.GetProperty("name").GetString()!]));
        return statement.GetProperty("predicate").GetProperty("result").GetString()!;
    }

    private sealed class FixedStatements(string name, byte[] content) : IPackStatements
    {
        public ValueTask<IReadOnlyDictionary<string, byte[]>> ReadAsync(CancellationToken cancellationToken) =>
            new(new Dictionary<string, byte[]>(StringComparer.Ordinal) { [name] = content });
    }
}
