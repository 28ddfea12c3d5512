using System.Text;
using CsCheck;

namespace ServerlessGuard.Detection.Tests;

public sealed class Utf8ScanTests
{
    private static readonly Gen<string> Text = Gens.Any(
        "joe@example.com", "4111 1111 1111 1111", "１９２.168.0.7", " ", "é", "я", "漢字", "🙂", "e\u0301", "\u200B", "\n", "x")
        .Array[0, 12].Select(string.Concat);

    [Fact]
    public void Finds_WhatTheTextHolds_ByBytes() =>
        Text.Sample(text =>
        {
            var expected = Scanner.Default.Scan(text).Select(finding => finding with
            {
                Start = Encoding.UTF8.GetByteCount(text.AsSpan(0, finding.Start)),
                Length = Encoding.UTF8.GetByteCount(text.AsSpan(finding.Start, finding.Length)),
            });
            Scanner.Default.ScanUtf8(Encoding.UTF8.GetBytes(text)).ShouldBe(expected);
        });

    [Fact]
    public void Finds_BehindBytesThatAreNoText()
    {
        byte[] bytes = [0xFF, 0xE2, 0x82, (byte)' ', .. "joe@example.com"u8];
        Scanner.Default.ScanUtf8(bytes).ShouldHaveSingleItem().Start.ShouldBe(4);
    }
}
