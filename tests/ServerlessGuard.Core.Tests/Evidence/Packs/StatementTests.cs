using System.Text;
using System.Text.Json;
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

    private static readonly AttesterKey Key = AttesterKey.Generate(new SeededEntropy(5));

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

    private static EvidenceHarness Bed(string publicKey)
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

    private static byte[] Attestation()
    {
        var payload = StatementJson.Write(new AttestationStatement
        {
            Model = "claims-ft",
            Revision = new Revision { ModelName = "gpt", ModelVersion = "1" },
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
