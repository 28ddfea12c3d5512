using System.Text;
using CsCheck;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Tests.Audit;

public sealed class AuditEntryEncodingTests
{
    private static string FirstText => Encoding.UTF8.GetString(Convert.FromBase64String(GoldenEntries.Encoded[0].Bytes));

    [Fact]
    public void Encodes_TheGoldenVectors_AndDecodesThem()
    {
        var previous = AuditEntryEncoding.Genesis;
        for (var i = 0; i < GoldenEntries.Entries.Length; i++)
        {
            var encoded = AuditEntryEncoding.Encode(GoldenEntries.Entries[i], "w1", i, previous);
            Convert.ToBase64String(encoded).ShouldBe(GoldenEntries.Encoded[i].Bytes);
            var decoded = AuditEntryEncoding.Decode(encoded).ShouldNotBeNull();
            (decoded.Writer, decoded.Sequence, decoded.Previous, decoded.Hash).ShouldBe(("w1", i, previous, GoldenEntries.Encoded[i].Hash));
            previous = decoded.Hash;
        }
    }

    [Theory]
    [InlineData("\"v\":1", "\"v\": 1")]
    [InlineData("\"v\":1", "\"v\":2")]
    [InlineData("\"v\":1", "\"v\":1.0")]
    [InlineData("\"v\":1", "\"v\":1,\"v\":1")]
    [InlineData("\"v\":1", "\"u\":1,\"v\":1")]
    [InlineData("\"v\":1,", "")]
    [InlineData("\"actor\":\"guard\",", "")]
    [InlineData("\"actor\":\"guard\"", "\"actor\":\"\\u0067uard\"")]
    [InlineData("\"actor\":\"guard\"", "\"actor\":7")]
    [InlineData("\"actor\":\"guard\",", "\"actor\":\"guard\",\"facts\":{},")]
    [InlineData("\"actor\":\"guard\",", "\"actor\":\"guard\",\"tier\":null,")]
    [InlineData("05.0000000Z", "05.000Z")]
    [InlineData("05.0000000Z", "05.0000000+00:00")]
    [InlineData("\"sequence\":0", "\"sequence\":-1")]
    [InlineData("\"sequence\":0", "\"sequence\":00")]
    [InlineData("\"previous\":\"0", "\"previous\":\"A")]
    [InlineData("}", "}\n")]
    [InlineData("}", "")]
    [InlineData("{", "[{")]
    public void Refuses_WhatIsNotCanonical(string part, string other)
    {
        var text = FirstText;
        text.ShouldContain(part);
        AuditEntryEncoding.Decode(Encoding.UTF8.GetBytes(text)).ShouldNotBeNull();
        AuditEntryEncoding.Decode(Encoding.UTF8.GetBytes(text.Replace(part, other, StringComparison.Ordinal))).ShouldBeNull();
    }

    [Fact]
    public void Refuses_BytesThatAreNoText()
    {
        AuditEntryEncoding.Decode(default).ShouldBeNull();
        AuditEntryEncoding.Decode(new byte[] { 0xff, 0xfe }).ShouldBeNull();
        AuditEntryEncoding.Decode(Encoding.UTF8.GetBytes(new string('[', 60_000))).ShouldBeNull();
        AuditEntryEncoding.Decode(new byte[AuditEntryEncoding.MaxBytes + 1]).ShouldBeNull();
    }

    [Fact]
    public void Refuses_ALoneSurrogate_AndAnEntryThatIsTooLarge()
    {
        var entry = GoldenEntries.Entries[0];
        Should.Throw<ArgumentException>(() => Encode(entry with { Actor = "a\ud800" }));
        Should.Throw<ArgumentException>(() => Encode(entry with { Actor = new string('a', AuditEntryEncoding.MaxBytes) }));
        Should.Throw<ArgumentException>(
            () => Encode(entry with { Facts = Enumerable.Range(0, 9000).ToDictionary(i => $"{i}", i => "xx") }));
        Should.Throw<ArgumentException>(() => AuditEntryEncoding.Encode(entry, "w1", 0, "short"));
        Should.Throw<ArgumentException>(() => AuditEntryEncoding.Encode(entry, "w1", -1, AuditEntryEncoding.Genesis));
        Should.Throw<ArgumentException>(() => AuditEntryEncoding.Encode(entry, "w1", 1L << 53, AuditEntryEncoding.Genesis));
    }

    [Fact]
    public void Decodes_ToTheSameBytes_WhateverTheText()
    {
        var texts = Gen.Char.Where(c => !char.IsSurrogate(c)).Array[0, 12].Select(c => new string(c));
        Gen.Select(texts, texts, Gen.Int).Sample((key, value, count) =>
        {
            var entry = GoldenEntries.Entries[0] with
            {
                Actor = value,
                Facts = new Dictionary<string, string> { [key] = value, [key + "2"] = key },
                Findings = new Dictionary<string, int> { [key] = count },
            };
            var encoded = Encode(entry);
            var decoded = AuditEntryEncoding.Decode(encoded);
            return decoded is not null
                && decoded.Entry.Facts[key] == value
                && decoded.Entry.Findings[key] == count
                && decoded.Entry.Actor == value
                && Encode(decoded.Entry).AsSpan().SequenceEqual(encoded);
        });
    }

    private static byte[] Encode(AuditEntry entry) => AuditEntryEncoding.Encode(entry, "w1", 0, AuditEntryEncoding.Genesis);
}
