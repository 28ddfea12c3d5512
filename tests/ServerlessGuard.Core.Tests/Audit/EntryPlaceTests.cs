using CsCheck;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Tests.Audit;

/// <summary>The reader that does not decode takes exactly what decoding takes for an entry.</summary>
public sealed class EntryPlaceTests
{
    private static readonly byte[] Signs = "\"\\{}[]:, 019-+eEzaA\n\u007f\0"u8.ToArray();

    [Fact]
    public void TellsWhatDecodingTells_OfEveryEntryWithOneByteChanged()
    {
        byte[][] entries = [.. GoldenEntries.Encoded.Select(static one => Convert.FromBase64String(one.Bytes)), Rich()];
        foreach (var entry in entries)
        {
            Same(entry);
            for (var at = 0; at <= entry.Length; at++)
            {
                Same([.. entry[..at]]);
                Same([.. entry[..at], .. entry[Math.Min(at + 1, entry.Length)..]]);
                foreach (var sign in Signs)
                {
                    Same([.. entry[..at], sign, .. entry[at..]]);
                    Same([.. entry[..at], sign, .. entry[Math.Min(at + 1, entry.Length)..]]);
                }
            }
        }
    }

    [Fact]
    public void TellsWhatDecodingTells_WhateverTheTexts()
    {
        var texts = Gen.Char.Where(static c => !char.IsSurrogate(c)).Array[0, 6].Select(static c => new string(c));
        Gen.Select(texts, texts, Gen.Int, Gen.Long[0, 1L << 53]).Sample((key, value, count, sequence) =>
        {
            var entry = GoldenEntries.Entries[0] with
            {
                Actor = value,
                Facts = new Dictionary<string, string> { [key] = value, [key + "2"] = key },
                Findings = new Dictionary<string, int> { [key] = count },
            };
            Same(AuditEntryEncoding.Encode(entry, "w1", sequence % (1L << 53), AuditEntryEncoding.Genesis));
        });
    }

    [Fact]
    public void AllocatesNothing_WhereNamesAreThoseExpected()
    {
        var entry = Rich();
        EntryPlace.Of(entry, "w1", AuditEntryEncoding.Genesis).ShouldNotBeNull();
        var before = GC.GetAllocatedBytesForCurrentThread();
        EntryPlace.Of(entry, "w1", AuditEntryEncoding.Genesis);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    /// <summary>Every member, in plain ASCII.</summary>
    private static byte[] Rich() => AuditEntryEncoding.Encode(
        GoldenEntries.Entries[1] with
        {
            Facts = new Dictionary<string, string> { ["model"] = "m", ["model.bytes"] = "12", ["z"] = "" },
            Verdict = "allow",
        },
        "w1", 12, AuditEntryEncoding.Genesis);

    private static void Same(byte[] bytes)
    {
        var decoded = AuditEntryEncoding.Decode(bytes);
        EntryPlace.Of(bytes, "w1", AuditEntryEncoding.Genesis).ShouldBe(
            decoded is null
                ? null
                : new EntryPlace(decoded.Writer, decoded.Sequence, decoded.Previous, decoded.Entry.Time));
    }
}
