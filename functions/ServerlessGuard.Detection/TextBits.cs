using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection;

/// <summary>
/// The kind of unit that stands at each place of a text, a bit for a place: made in one pass, so that what looks for runs of digits, long
/// words, marks or separators need not read the text again. Behind the text all bits are zero. Reused; not thread-safe.
/// </summary>
internal sealed class TextBits
{
    /// <summary>How many places share a word of bits.</summary>
    public const int Block = SymbolBits.Block;

    private static readonly SymbolBits DigitSymbols = new(static symbol => char.IsAsciiDigit((char)symbol));
    private static readonly SymbolBits LetterSymbols = new(static symbol => char.IsAsciiLetter((char)symbol));
    private static readonly SymbolBits WordSymbols = new(SymbolMap.IsWord);
    private static readonly SymbolBits OtherSymbols = new(static symbol => !SymbolMap.IsWord(symbol) && !SymbolMap.IsSpace(symbol));
    private static readonly SymbolBits AnyLetterSymbols = new(SymbolMap.IsLetter);
    private static readonly SymbolBits UnderscoreSymbols = new("_");
    private static readonly SymbolBits EncodingSymbols = new("+-/_");
    private static readonly SymbolBits SeparatorSymbols = new(" .-_*");

    private ulong[] _bits = [];
    private int _blocks;

    /// <summary>ASCII digits.</summary>
    public ReadOnlySpan<ulong> Digits => Kind(0);

    /// <summary>ASCII letters.</summary>
    public ReadOnlySpan<ulong> Letters => Kind(1);

    /// <summary>ASCII letters, digits and underscores.</summary>
    public ReadOnlySpan<ulong> AsciiWords => Kind(2);

    /// <summary>Units of words in any script, as <see cref="WordBoundary.IsWord"/> says.</summary>
    public ReadOnlySpan<ulong> Words => Kind(3);

    /// <summary>
    /// Where a match may start by the ASCII units before it: not at white space, and inside a word only behind an underscore, at a digit
    /// behind two letters, and behind a label (<see cref="AddStart"/>).
    /// </summary>
    public ReadOnlySpan<ulong> Starts => Kind(4);

    /// <summary>Units of base64 in either alphabet.</summary>
    public ReadOnlySpan<ulong> Encodings => Kind(5);

    /// <summary>ASCII letters and digits.</summary>
    public ReadOnlySpan<ulong> Alphanumerics => Kind(6);

    /// <summary>Letters of any script that stand between two of the separators of <see cref="Views.Disguises"/>.</summary>
    public ReadOnlySpan<ulong> Spaced => Kind(7);

    private const int Kinds = 8;

    /// <summary>Reads the symbols, behind which two blocks of zeros follow.</summary>
    public void Read(ReadOnlySpan<byte> symbols)
    {
        _blocks = (symbols.Length / Block) + 1;
        if (_bits.Length < _blocks * Kinds)
        {
            _bits = new ulong[BitOperations.RoundUpToPowerOf2((uint)(_blocks * Kinds))];
        }

        ref var units = ref MemoryMarshal.GetReference(symbols);
        var bits = _bits.AsSpan(0, _blocks * Kinds);
        var (wordBefore, underscoreBefore, lettersBefore) = (0ul, 0ul, 0ul); // of letters two bits, of others one
        var (separatorBefore, separator) = (0ul, SeparatorSymbols.Of(ref units));
        for (var block = 0; block < _blocks; block++)
        {
            ref var here = ref Unsafe.Add(ref units, block * Block);
            var within = block < _blocks - 1 ? ulong.MaxValue : (1ul << (symbols.Length % Block)) - 1;
            var digit = DigitSymbols.Of(ref here) & within;
            var letter = LetterSymbols.Of(ref here) & within;
            var underscore = UnderscoreSymbols.Of(ref here) & within;
            var word = WordSymbols.Of(ref here) & within;
            var other = OtherSymbols.Of(ref here) & within;
            var afterLetters = (letter << 1 | lettersBefore >> 1) & (letter << 2 | lettersBefore);
            bits[block] = digit;
            bits[_blocks + block] = letter;
            bits[(2 * _blocks) + block] = digit | letter | underscore;
            bits[(3 * _blocks) + block] = word;
            bits[(4 * _blocks) + block] = (word | other)
                & (~(word << 1 | wordBefore) | underscore << 1 | underscoreBefore | (digit & afterLetters));
            bits[(5 * _blocks) + block] = digit | letter | (EncodingSymbols.Of(ref here) & within);
            bits[(6 * _blocks) + block] = digit | letter;
            var following = SeparatorSymbols.Of(ref Unsafe.Add(ref here, Block));
            bits[(7 * _blocks) + block] = AnyLetterSymbols.Of(ref here)
                & (separator << 1 | separatorBefore)
                & (separator >> 1 | following << (Block - 1));
            (wordBefore, underscoreBefore, lettersBefore) = (word >> (Block - 1), underscore >> (Block - 1), letter >> (Block - 2));
            (separatorBefore, separator) = (separator >> (Block - 1), following);
        }
    }

    /// <summary>Whether <see cref="Starts"/> has the bit of a place.</summary>
    public bool IsStart(int at) => (_bits[(4 * _blocks) + (at / Block)] >> at & 1) != 0; // the shift counts modulo 64

    /// <summary>Adds a place where a match may start.</summary>
    public void AddStart(int at) => _bits[(4 * _blocks) + (at / Block)] |= 1ul << at;

    /// <summary>The first place at or after <paramref name="at"/> whose bit is set; at or behind the text's end when none is.</summary>
    public static int Next(ReadOnlySpan<ulong> bits, int at)
    {
        var block = at / Block;
        if (block >= bits.Length)
        {
            return at;
        }

        var here = bits[block] >> at; // the shift counts modulo 64
        if (here != 0)
        {
            return at + BitOperations.TrailingZeroCount(here);
        }

        while (++block < bits.Length)
        {
            if (bits[block] != 0)
            {
                return (block * Block) + BitOperations.TrailingZeroCount(bits[block]);
            }
        }

        return block * Block;
    }

    /// <summary>The first place at or after <paramref name="at"/> whose bit is not set.</summary>
    public static int End(ReadOnlySpan<ulong> bits, int at)
    {
        var block = at / Block;
        var here = ~bits[block] >> at;
        if (here != 0)
        {
            return at + BitOperations.TrailingZeroCount(here);
        }

        while (bits[++block] == ulong.MaxValue)
        {
        }

        return (block * Block) + BitOperations.TrailingZeroCount(~bits[block]);
    }

    /// <summary>The first place of the run of set bits that ends before <paramref name="end"/>; end itself when there is none.</summary>
    public static int Start(ReadOnlySpan<ulong> bits, int end)
    {
        while (end > 0)
        {
            var last = end - 1;
            var before = ~bits[last / Block] << (Block - 1 - (last % Block));
            if (before != 0)
            {
                return end - BitOperations.LeadingZeroCount(before);
            }

            end = last / Block * Block;
        }

        return 0;
    }

    /// <summary>The places in a block, with the block that follows, at which as many bits stand one after the other.</summary>
    public static ulong StartsOfRuns(ulong bits, ulong following, int length)
    {
        for (var known = 1; known < length && bits != 0;)
        {
            var step = Math.Min(known, length - known);
            bits &= bits >> step | following << (Block - step);
            following &= following >> step;
            known += step;
        }

        return bits;
    }

    private ReadOnlySpan<ulong> Kind(int kind) => _bits.AsSpan(kind * _blocks, _blocks);
}
