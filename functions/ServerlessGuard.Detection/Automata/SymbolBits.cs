using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// A set of symbols that is looked up for 64 symbols at a time, as vectors: a table by the lower half of a symbol gives the upper halves
/// that belong to it. Immutable.
/// </summary>
internal sealed class SymbolBits
{
    /// <summary>How many symbols share a word of bits.</summary>
    public const int Block = 64;

    private const byte Half = 0x0F;
    private const int LastRow = 0x70; // the last upper half of ASCII

    private static readonly Vector128<byte> Rows = Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128);

    private readonly Vector128<byte> _ascii;
    private readonly Vector128<byte> _others;

    public SymbolBits(Func<byte, bool> belongs)
    {
        Span<byte> ascii = stackalloc byte[Vector128<byte>.Count];
        Span<byte> others = stackalloc byte[Vector128<byte>.Count];
        for (var symbol = 0; symbol < SymbolMap.Count; symbol++)
        {
            if (belongs((byte)symbol))
            {
                (symbol < LastRow + 0x10 ? ascii : others)[symbol & Half] |= (byte)(1 << (symbol >> 4 & 7));
            }
        }

        (_ascii, _others) = (Vector128.Create(ascii), Vector128.Create(others));
    }

    public SymbolBits(string symbols)
        : this(symbol => symbols.Contains((char)symbol))
    {
    }

    /// <summary>A bit for each of the 64 symbols from <paramref name="symbols"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Of(ref byte symbols)
    {
        if (Avx512BW.IsSupported)
        {
            var units = Vector512.LoadUnsafe(ref symbols);
            var lower = units & Vector512.Create(Half);
            var row = Avx512BW.Shuffle(Vector512.Create(Rows), (units.AsUInt16() >> 4).AsByte() & Vector512.Create(Half));
            var known = Vector512.ConditionalSelect(
                Vector512.LessThan(units.AsSByte(), Vector512<sbyte>.Zero).AsByte(),
                Avx512BW.Shuffle(Vector512.Create(_others), lower),
                Avx512BW.Shuffle(Vector512.Create(_ascii), lower));
            return ~Vector512.Equals(known & row, Vector512<byte>.Zero).ExtractMostSignificantBits();
        }

        return OfQuarter(ref symbols)
            | (ulong)OfQuarter(ref Unsafe.Add(ref symbols, 16)) << 16
            | (ulong)OfQuarter(ref Unsafe.Add(ref symbols, 32)) << 32
            | (ulong)OfQuarter(ref Unsafe.Add(ref symbols, 48)) << 48;
    }

    private uint OfQuarter(ref byte symbols)
    {
        var units = Vector128.LoadUnsafe(ref symbols);
        var lower = units & Vector128.Create(Half);
        var row = Vector128.ShuffleNative(Rows, (units.AsUInt16() >> 4).AsByte() & Vector128.Create(Half));
        var known = Vector128.ConditionalSelect(
            Vector128.LessThan(units.AsSByte(), Vector128<sbyte>.Zero).AsByte(),
            Vector128.ShuffleNative(_others, lower),
            Vector128.ShuffleNative(_ascii, lower));
        return (~Vector128.Equals(known & row, Vector128<byte>.Zero)).ExtractMostSignificantBits();
    }
}
