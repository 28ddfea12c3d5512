using CsCheck;
using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection.Tests;

/// <summary>Bits that are made and read 64 at a time say the same as the units one by one.</summary>
public sealed class TextBitsTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char["aZ09_ -.*+/\n\u00e9\u0436\u4e2d\u0663\u2028@"].Array[0, 300], Gen.Char["a9 "].Array[0, 300], Gen.Char["9"].Array[0, 300])
        .Select(static units => new string(units));

    [Fact]
    public void Kinds_AreThoseOfTheUnits() => Text.Sample(text =>
    {
        var bits = Read(text);
        Same(bits.Digits, text, at => char.IsAsciiDigit(text[at]));
        Same(bits.Letters, text, at => char.IsAsciiLetter(text[at]));
        Same(bits.Words, text, at => WordBoundary.IsWord(text[at]));
        Same(bits.AsciiWords, text, at => text[at] < 0x80 && WordBoundary.IsWord(text[at]));
        Same(bits.Alphanumerics, text, at => char.IsAsciiLetterOrDigit(text[at]));
        Same(bits.Encodings, text, at => char.IsAsciiLetterOrDigit(text[at]) || text[at] is '+' or '-' or '/' or '_');
        Same(bits.Spaced, text, at => char.IsLetter(text[at]) && IsSeparator(text, at - 1) && IsSeparator(text, at + 1));
        Same(bits.Starts, text, at => !char.IsWhiteSpace(text[at]) && (at == 0 || !WordBoundary.IsWord(text[at - 1]) || text[at - 1] == '_'
            || (char.IsAsciiDigit(text[at]) && at > 1 && char.IsAsciiLetter(text[at - 1]) && char.IsAsciiLetter(text[at - 2]))));
    });

    [Fact]
    public void Runs_BeginAndEnd_WhereTheUnitsDo() => Text.Sample(text =>
    {
        var digits = Read(text).Digits;
        for (var at = 0; at < text.Length; at++)
        {
            var next = text.AsSpan(at).IndexOfAnyInRange('0', '9');
            var found = TextBits.Next(digits, at);
            (next < 0 ? found >= text.Length : found == at + next).ShouldBeTrue();
            var end = text.AsSpan(at).IndexOfAnyExceptInRange('0', '9');
            TextBits.End(digits, at).ShouldBe(end < 0 ? text.Length : at + end);
            TextBits.Start(digits, at).ShouldBe(text.AsSpan(0, at).LastIndexOfAnyExceptInRange('0', '9') + 1);
        }
    });

    [Fact]
    public void LongRuns_BeginWhereAsManyUnitsFollow() => Gen.Select(Text, Gen.Int[1, 64]).Sample((text, length) =>
    {
        var digits = Read(text).Digits.ToArray();
        for (var block = 0; block < digits.Length; block++)
        {
            var starts = TextBits.StartsOfRuns(digits[block], block + 1 < digits.Length ? digits[block + 1] : 0, length);
            for (var at = 0; at < TextBits.Block; at++)
            {
                var from = (block * TextBits.Block) + at;
                var isLong = from + length <= text.Length && !text.AsSpan(from, length).ContainsAnyExceptInRange('0', '9');
                (starts >> at & 1).ShouldBe(isLong ? 1ul : 0ul);
            }
        }
    });

    [Fact]
    public void EverySet_IsLookedUpExactly() => Gen.Bool.Array[SymbolMap.Count].Sample(members =>
    {
        var set = new SymbolBits(symbol => members[symbol]);
        for (var from = 0; from < SymbolMap.Count; from += SymbolBits.Block)
        {
            var symbols = Enumerable.Range(from, SymbolBits.Block).Select(static symbol => (byte)symbol).ToArray();
            var bits = set.Of(ref symbols[0]);
            for (var at = 0; at < symbols.Length; at++)
            {
                (bits >> at & 1).ShouldBe(members[from + at] ? 1ul : 0ul);
            }
        }
    });

    private static bool IsSeparator(string text, int at) => at >= 0 && at < text.Length && text[at] is ' ' or '.' or '-' or '_' or '*';

    private static TextBits Read(string text)
    {
        var buffers = new ScanBuffers();
        buffers.Map(new string('9', text.Length + 100)); // what another text left there
        buffers.Map(text);
        return buffers.Bits;
    }

    private static void Same(ReadOnlySpan<ulong> bits, string text, Func<int, bool> belongs)
    {
        for (var at = 0; at < bits.Length * TextBits.Block; at++)
        {
            (bits[at / TextBits.Block] >> (at % TextBits.Block) & 1).ShouldBe(at < text.Length && belongs(at) ? 1ul : 0ul);
        }
    }
}
