using System.Text;
using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Tests.Audit.Notes;

public sealed class NoteTests
{
    /// <summary>The example of the Go implementation of notes (sumdb/note).</summary>
    private const string GoKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string GoText = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private const string GoNote = GoText
        + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private const string GoSeed = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    /// <summary>The example of C2SP tlog-cosignature; its keys are not published.</summary>
    private const string Cosigned = """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
        — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==

        """;

    private static readonly NoteSigner Log = new("log.example/guard", new byte[32].Select(static (_, i) => (byte)i).ToArray());
    private static readonly NoteSigner Witness = new(
        "witness.example", new byte[32].Select(static (_, i) => (byte)(i + 1)).ToArray(), NoteKey.CosignatureType);

    [Fact]
    public void Verifies_TheNoteOfAnotherImplementation()
    {
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(GoNote)).ShouldNotBeNull();
        note.Text.ShouldBe(GoText);
        note.IsSignedBy(NoteKey.Parse(GoKey).ShouldNotBeNull()).ShouldBeTrue();
    }

    [Fact]
    public void Signs_AsAnotherImplementationDoes()
    {
        var signer = new NoteSigner("PeterNeumann", Convert.FromBase64String(GoSeed).AsSpan(1));
        signer.Key.ToString().ShouldBe(GoKey);
        new SignedNote(GoText, [signer.Sign(GoText)]).ToString().ShouldBe(GoNote);
    }

    /// <summary>RFC 8032 section 7.1, test 1: the key of a known seed.</summary>
    [Fact]
    public void Makes_TheKeyOfRfc8032()
    {
        var seed = Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        var key = Convert.FromHexString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        new NoteSigner("rfc8032", seed).Key.ToString().ShouldBe(new NoteKey("rfc8032", NoteKey.Ed25519Type, key).ToString());
    }

    [Fact]
    public void Reads_TheExampleOfTheSpecification()
    {
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(Cosigned)).ShouldNotBeNull();
        note.ToString().ShouldBe(Cosigned);
        note.Signatures.Select(static s => s.Name).ShouldBe(["example.com/behind-the-sofa", "witness.example.com/w1"]);
        note.Signatures[1].Bytes.Length.ShouldBe(72);
        Checkpoint.Parse(note.Text).ShouldNotBeNull().Size.ShouldBe(20852163);
    }

    [Fact]
    public void Rejects_EveryChangedByteOfANote()
    {
        var note = Encoding.UTF8.GetBytes(GoNote);
        var key = NoteKey.Parse(GoKey)!;
        for (var i = 0; i < note.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                note[i] ^= (byte)(1 << bit);
                (SignedNote.Parse(note)?.IsSignedBy(key) ?? false).ShouldBeFalse($"byte {i}, bit {bit}");
                note[i] ^= (byte)(1 << bit);
            }
        }
    }

    [Fact]
    public void Rejects_EveryChangedByteOfAKey()
    {
        for (var i = 0; i < GoKey.Length; i++)
        {
            NoteKey.Parse(string.Concat(GoKey.AsSpan(0, i), ((char)(GoKey[i] ^ 1)).ToString(), GoKey.AsSpan(i + 1))).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— name AAAAAAA=")]
    [InlineData("text\n\n- name AAAAAAA=\n")]
    [InlineData("text\n\n— na+me AAAAAAA=\n")]
    [InlineData("text\n\n— name AAAA\n")]
    [InlineData("text\n\n— name AAAAAAB=\n")]
    [InlineData("te\txt\n\n— name AAAAAAA=\n")]
    [InlineData("text\r\n\n— name AAAAAAA=\n")]
    public void Rejects_MalformedNotes(string note) => SignedNote.Parse(Encoding.UTF8.GetBytes(note)).ShouldBeNull();

    [Fact]
    public void Accepts_UnknownSignatures_AndRejectsABrokenKnownOne()
    {
        const string text = "log.example/guard\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
        var own = Log.Sign(text);
        var note = new SignedNote(text, [new NoteSigner("stranger", new byte[32]).Sign(text), own]);
        SignedNote.Parse(note.ToBytes())!.IsSignedBy(Log.Key).ShouldBeTrue();
        var broken = own with { Bytes = new byte[64] };
        SignedNote.Parse(new SignedNote(text, [own, broken]).ToBytes())!.IsSignedBy(Log.Key).ShouldBeFalse();
    }

    [Fact]
    public void Cosignature_HoldsForItsTextAndTime()
    {
        var text = new Checkpoint("log.example/guard", 5, MerkleHash.Leaf("x"u8)).ToString();
        var signature = Witness.Sign(text, DateTimeOffset.FromUnixTimeSeconds(1679315147));
        new SignedNote(text, [signature]).IsSignedBy(Witness.Key).ShouldBeTrue();
        var bytes = signature.Bytes.ToArray();
        bytes[7] ^= 1;
        new SignedNote(text, [signature with { Bytes = bytes }]).IsSignedBy(Witness.Key).ShouldBeFalse();
        new SignedNote(text + "x\n", [signature]).IsSignedBy(Witness.Key).ShouldBeFalse();
        NoteKey.Parse(Witness.Key.ToString())!.Id.ShouldBe(Witness.Key.Id);
    }

    [Theory]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", true)]
    [InlineData("o\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", false)]
    [InlineData("o\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", false)]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n", false)]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore\n", false)]
    [InlineData("\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", false)]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", false)]
    public void Reads_OneSpellingOfACheckpoint(string text, bool isOne) => (Checkpoint.Parse(text) is not null).ShouldBe(isOne);

    [Fact]
    public void Proof_ProvesItsEntryOnly_AndEveryChangedByteIsSeen()
    {
        var leaves = Enumerable.Range(0, 3).Select(static i => MerkleHash.Leaf([(byte)i])).ToArray();
        var range = new CompactRange();
        Array.ForEach(leaves, range.Append);
        var text = new Checkpoint(Log.Key.Name, 3, range.Root()).ToString();
        var proof = new TlogProof(1, [leaves[0], leaves[2]], new SignedNote(text, [Log.Sign(text)]));
        proof.ToString()
            .ShouldStartWith($"c2sp.org/tlog-proof@v1\nindex 1\n{leaves[0].ToBase64()}\n{leaves[2].ToBase64()}\n\nlog.example/guard\n3\n");
        var bytes = proof.ToBytes();
        TlogProof.Parse(bytes).ShouldNotBeNull().Proves([1], Log.Key).ShouldBeTrue();
        TlogProof.Parse(bytes)!.Proves([2], Log.Key).ShouldBeFalse();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            (TlogProof.Parse(bytes)?.Proves([1], Log.Key) ?? false).ShouldBeFalse($"byte {i}");
            bytes[i] ^= 1;
        }

        TlogProof.Parse((proof with { Extra = new byte[] { 1, 2 } }).ToBytes()).ShouldNotBeNull().Extra!.Value.ToArray().ShouldBe([1, 2]);
    }
}
