using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using CsCheck;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Evidence.Packs;

namespace ServerlessGuard.Core.Tests.Evidence.Packs;

public sealed class CountersignatureTests
{
    [Fact]
    public async Task APack_IsHeldAgainstTheVaultsKey_WhereThatIsAskedFor()
    {
        using var vault = new VaultKey();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var bed = new EvidenceHarness().WithAMonth();
        var made = await bed.MakeAsync(countersigner: vault);

        Verify(made.Files, vault.Key).ShouldBeEmpty();
        Verify(made.Files, null).ShouldBeEmpty();
        Verify(made.Files, stranger).ShouldBe([Fault]);
        Verify(made.Files.Where(static f => f.Key != PackNames.Countersignature), vault.Key).ShouldBe([Fault]);

        // Somebody who has the log's key signs other facts, and has only the old countersignature.
        var others = EvidenceHarness.SignAgain(
            made.Files.Where(static f => f.Key != PackNames.Countersignature).Append(new("more.txt", [1])).ToDictionary());
        Verify(others.Append(new(PackNames.Countersignature, made.Files[PackNames.Countersignature])), vault.Key).ShouldBe([Fault]);
    }

    [Fact]
    public async Task EveryChangedByteOfIt_IsFound()
    {
        using var vault = new VaultKey();
        var files = (await new EvidenceHarness().WithAMonth().MakeAsync(countersigner: vault)).Files
            .ToDictionary(static f => f.Key, static f => f.Value.ToArray());
        var signature = files[PackNames.Countersignature];
        for (var i = 0; i < signature.Length; i++)
        {
            signature[i] ^= 1;
            Verify(files, vault.Key).ShouldBe([Fault], $"byte {i}");
            signature[i] ^= 1;
        }
    }

    [Fact]
    public async Task TheLog_NamesTheKeyThatSigned()
    {
        using var vault = new VaultKey();
        var bed = new EvidenceHarness().WithAMonth();
        var maker = await bed.MakerAsync(countersigner: vault);
        await maker.RecordAsync(
            await maker.BuildAsync(TestContext.Current.CancellationToken), "guard", TestContext.Current.CancellationToken);
        bed.Audit.Entries.Single(static e => e.Kind == AuditKinds.EvidenceWritten).Facts["countersigner"].ShouldBe(VaultKey.Version);
    }

    /// <summary>Small numbers among them, whose leading zeros DER leaves out.</summary>
    [Fact]
    public void Der_SaysTheSameNumbers() =>
        Gen.Select(Gen.Byte.Array[64], Gen.Int[0, 32], Gen.Int[0, 32]).Sample(static (signature, r, s) =>
        {
            signature.AsSpan(0, r).Clear();
            signature.AsSpan(32, s).Clear();
            var reader = new AsnReader(Countersignature.ToDer(signature), AsnEncodingRules.DER).ReadSequence();
            reader.ReadInteger().ShouldBe(new BigInteger(signature.AsSpan(0, 32), isUnsigned: true, isBigEndian: true));
            reader.ReadInteger().ShouldBe(new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true));
            reader.HasData.ShouldBeFalse();
        });

    private static PackFinding Fault => new(PackFault.Countersignature, PackNames.Countersignature);

    private static IReadOnlyList<PackFinding> Verify(IEnumerable<KeyValuePair<string, byte[]>> files, ECDsa? countersigner) =>
        new PackVerifier(EvidenceHarness.Key, EvidenceHarness.MadeBy, countersigner).Verify(
            files.ToDictionary(StringComparer.Ordinal)).Findings;

    private sealed class VaultKey : IPackCountersigner, IDisposable
    {
        public const string Version = "0123456789abcdef0123456789abcdef";

        public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public ValueTask<(string Key, byte[] Signature)> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) =>
            new((Version, Key.SignHash(digest.Span, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)));

        public void Dispose() => Key.Dispose();
    }
}
