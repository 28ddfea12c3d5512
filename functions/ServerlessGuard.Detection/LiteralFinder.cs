using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection;

/// <summary>
/// Finds every occurrence of every literal, letters without regard to case. Each literal is known by its rarest four symbols, a
/// short one by all it has. Tables of bits, small enough for the processor's first cache, say of every place whether a literal is known
/// by the symbols there; only then are literals compared. No place waits for the one before it, as the states of an automaton would.
/// </summary>
internal sealed class LiteralFinder
{
    private const int Block = 64;
    private const byte IsOne = 1;
    private const byte IsTwo = 2;
    private const int FourBits = 12;
    private const int ThreeBits = 10;
    private const uint Multiplier = 0x9E3779B1;

    // Upper and lower case of a letter differ by this bit; what else it joins is told apart when literals are compared.
    private const byte Fold = 0x20;
    private const uint FoldFour = 0x20202020;
    private const ulong FoldEight = 0x2020202020202020;
    private const string ByFrequency = " etaoinsrhldcumfpgwybvkxjqz";

    // The bits of keys of three and of two symbols begin here, behind those of four: one table, so that a loop needs one reference.
    private const int Threes = 1 << FourBits;
    private const int Twos = Threes + (1 << ThreeBits);

    private readonly uint[] _bits = new uint[Twos + (0x10000 / 32)];
    private readonly byte[] _short = new byte[SymbolMap.Count]; // whether a literal of one or two symbols begins with the symbol
    private readonly Slot[] _slots; // open addressing by key
    private readonly Entry[] _entries;
    private readonly string[] _literals;
    private readonly int _longest;
    private readonly HashSet<ulong> _beginnings = [];

    /// <summary>A key of one to four folded symbols (0 is none), and the first of the entries that it leads to.</summary>
    private record struct Slot(uint Key, int First);

    /// <summary>A literal, where in it the key stands, and its first eight symbols.</summary>
    private readonly record struct Entry(ulong Head, ulong HeadMask, ushort Literal, byte Offset, bool IsLast);

    /// <param name="literals">Different from each other, in lower case.</param>
    /// <exception cref="ArgumentException">There are too many literals, or one is too long.</exception>
    public LiteralFinder(IReadOnlyList<string> literals)
    {
        _literals = [.. literals];
        _longest = literals.Select(static literal => literal.Length).DefaultIfEmpty().Max();
        if (literals.Count > ushort.MaxValue || _longest > byte.MaxValue)
        {
            throw new ArgumentException(
                $"{literals.Count} literals of up to {_longest} units are too many: at most {ushort.MaxValue} of {byte.MaxValue}.",
                nameof(literals));
        }

        var folded = literals.Select(Folded).ToArray();
        var parts = CountParts(folded);
        var byKey = new Dictionary<uint, List<Entry>>();
        for (var id = 0; id < _literals.Length; id++)
        {
            var symbols = folded[id];
            var length = Math.Min(symbols.Length, 4);
            var offset = RarestOf(symbols, length, parts);
            var key = (uint)Load(symbols.AsSpan(offset, length));
            Mark(key, length);
            var head = Load(symbols.AsSpan(0, Math.Min(symbols.Length, 8)));
            var mask = symbols.Length >= 8 ? ulong.MaxValue : (1ul << (8 * symbols.Length)) - 1;
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(byKey, key, out _);
            known ??= [];
            known.Add(new Entry(head, mask, (ushort)id, (byte)offset, IsLast: false));
            for (var (end, hash, power) = (0, 0ul, 1ul); end < symbols.Length; end++, power *= Multiplier)
            {
                _beginnings.Add(hash += power * SymbolMap.IgnoringCase(SymbolMap.Of(_literals[id][end])));
            }
        }

        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)(byKey.Count * 3 / 2) + 16)];
        var entries = new List<Entry>(_literals.Length);
        foreach (var (key, known) in byKey)
        {
            ref var slot = ref SlotOf(key);
            slot = new Slot(key, entries.Count);
            known[^1] = known[^1] with { IsLast = true };
            entries.AddRange(known);
        }

        _entries = [.. entries];
    }

    /// <summary>
    /// Adds (position just after the literal, literal's index) for every occurrence, by rising position, longer ones first.
    /// </summary>
    /// <returns>How many units at the end may be the beginning of a literal.</returns>
    public int Find(ReadOnlySpan<char> text, ReadOnlySpan<byte> symbols, List<(int End, int Literal)> found)
    {
        ref var units = ref MemoryMarshal.GetReference(symbols);
        var at = 0;
        for (; at <= symbols.Length - Block - 3; at += Block)
        {
            for (var known = KnownIn(ref Unsafe.Add(ref units, at)); known != 0; known &= known - 1)
            {
                var next = at + BitOperations.TrailingZeroCount(known);
                Compare(text, symbols, next, Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref units, next)) | FoldFour, found);
            }
        }

        for (; at < symbols.Length; at++)
        {
            Compare(text, symbols, at, (uint)Load(symbols[at..]) | FoldFour, found);
        }

        return OpenAtEnd(symbols);
    }

    /// <summary>
    /// A bit for each place of a block where a literal may be known. Without a branch: the processor would often guess it wrong.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private ulong KnownIn(ref byte units)
    {
        ref var bits = ref MemoryMarshal.GetArrayDataReference(_bits);
        var known = 0ul;
        for (var at = 0; at < Block; at++)
        {
            var four = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref units, at)) | FoldFour;
            var hash = HashFour(four);
            var three = HashThree(four);
            var two = four & 0xFFFF;
            var isKnown = TwoBits(Unsafe.Add(ref bits, (nint)(hash >> (32 - FourBits))), hash)
                | TwoBits(Unsafe.Add(ref bits, (nint)(Threes + (three >> (32 - ThreeBits)))), three)
                | Unsafe.Add(ref bits, (nint)(Twos + (two >> 5))) >> (int)two;
            known = known >> 1 | (ulong)isKnown << 63;
        }

        return known;
    }

    /// <summary>Compares the literals that are known by the symbols at a place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Compare(ReadOnlySpan<char> text, ReadOnlySpan<byte> symbols, int at, uint four, List<(int End, int Literal)> found)
    {
        var hash = HashFour(four);
        if ((TwoBits(_bits[hash >> (32 - FourBits)], hash) & 1) != 0)
        {
            CompareKnown(text, symbols, at, four, found);
        }

        hash = HashThree(four);
        if ((TwoBits(_bits[Threes + (hash >> (32 - ThreeBits))], hash) & 1) != 0)
        {
            CompareKnown(text, symbols, at, four & 0xFFFFFF, found);
        }

        var two = four & 0xFFFF;
        if ((_bits[Twos + (two >> 5)] >> (int)(two & 31) & 1) != 0)
        {
            var kinds = _short[four & 0xFF];
            if ((kinds & IsTwo) != 0)
            {
                CompareKnown(text, symbols, at, four & 0xFFFF, found);
            }

            if ((kinds & IsOne) != 0)
            {
                CompareKnown(text, symbols, at, four & 0xFF, found);
            }
        }
    }

    private void CompareKnown(ReadOnlySpan<char> text, ReadOnlySpan<byte> symbols, int at, uint key, List<(int End, int Literal)> found)
    {
        var slot = SlotOf(key);
        if (slot.Key == 0)
        {
            return;
        }

        for (var next = slot.First; ; next++)
        {
            ref readonly var entry = ref _entries[next];
            var start = at - entry.Offset;
            if (start >= 0 && ((Load(symbols[start..]) | FoldEight) & entry.HeadMask) == entry.Head)
            {
                var literal = _literals[entry.Literal];
                if (start + literal.Length <= text.Length
                    && text.Slice(start, literal.Length).Equals(literal, StringComparison.OrdinalIgnoreCase))
                {
                    Insert(found, start + literal.Length, entry.Literal);
                }
            }

            if (entry.IsLast)
            {
                return;
            }
        }
    }

    /// <summary>Adds a literal in order: it may end before one that was found earlier by symbols nearer to its beginning.</summary>
    private void Insert(List<(int End, int Literal)> found, int end, int id)
    {
        var at = found.Count;
        while (at > 0
            && (found[at - 1].End > end
                || (found[at - 1].End == end && _literals[found[at - 1].Literal].Length < _literals[id].Length)))
        {
            at--;
        }

        found.Insert(at, (end, id));
    }

    /// <summary>The length of the longest end of the text that is the beginning of a literal.</summary>
    private int OpenAtEnd(ReadOnlySpan<byte> symbols)
    {
        var (open, hash) = (0, 0ul);
        for (var length = 1; length <= Math.Min(_longest, symbols.Length); length++)
        {
            hash = (hash * Multiplier) + SymbolMap.IgnoringCase(symbols[^length]);
            open = _beginnings.Contains(hash) ? length : open;
        }

        return open;
    }

    private static byte[] Folded(string literal) => [.. literal.Select(static unit => (byte)(SymbolMap.Of(unit) | Fold))];

    /// <summary>The first eight symbols, or fewer, as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ReadOnlySpan<byte> symbols)
    {
        if (symbols.Length >= 8)
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(symbols);
        }

        var value = 0ul;
        for (var i = symbols.Length - 1; i >= 0; i--)
        {
            value = value << 8 | symbols[i];
        }

        return value;
    }

    /// <summary>In how many literals each three and four symbols occur: what many literals share is frequent in texts too.</summary>
    private static Dictionary<uint, int> CountParts(byte[][] literals)
    {
        var parts = new Dictionary<uint, int>();
        foreach (var symbols in literals)
        {
            for (var at = 0; at + 3 <= symbols.Length; at++)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(parts, (uint)Load(symbols.AsSpan(at, 3)), out _)++;
                if (at + 4 <= symbols.Length)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(parts, (uint)Load(symbols.AsSpan(at, 4)), out _)++;
                }
            }
        }

        return parts;
    }

    private static int RarestOf(byte[] symbols, int length, Dictionary<uint, int> parts)
    {
        var (best, rarest) = (0, double.NegativeInfinity);
        for (var offset = 0; offset + length <= symbols.Length; offset++)
        {
            var part = symbols.AsSpan(offset, length);
            var rarity = 0.0;
            foreach (var symbol in part)
            {
                rarity += (ByFrequency.IndexOf((char)symbol) is >= 0 and var rank ? rank : ByFrequency.Length) / 6.0;
            }

            if (length == 4)
            {
                rarity -= (2 * Math.Log2(parts[(uint)Load(part)]))
                    + Math.Log2(1 + parts[(uint)Load(part[..3])])
                    + Math.Log2(1 + parts[(uint)Load(part[1..])]);
            }

            (best, rarest) = rarity > rarest ? (offset, rarity) : (best, rarest);
        }

        return best;
    }

    private void Mark(uint key, int length)
    {
        switch (length)
        {
            case 4:
                var hash = HashFour(key);
                MarkTwoBits(ref _bits[hash >> (32 - FourBits)], hash);
                break;
            case 3:
                hash = HashThree(key);
                MarkTwoBits(ref _bits[Threes + (hash >> (32 - ThreeBits))], hash);
                break;
            case 2:
                MarkTwo(key);
                _short[key & 0xFF] |= IsTwo;
                break;
            default:
                _short[key] |= IsOne;

                // One symbol is known by itself and any that follows.
                for (var next = 0u; next < SymbolMap.Count; next++)
                {
                    MarkTwo(key | (next | Fold) << 8);
                }

                break;
        }
    }

    private void MarkTwo(uint two) => _bits[Twos + (two >> 5)] |= 1u << (int)(two & 31);

    // Two bits of one word for a key: a place that has the one by chance seldom has the other too.
    private static uint TwoBits(uint word, uint hash) => word >> (int)(hash >> 15) & word >> (int)(hash >> 10);

    private static void MarkTwoBits(ref uint word, uint hash) => word |= 1u << (int)(hash >> 15) | 1u << (int)(hash >> 10);

    private static uint HashFour(uint four) => four * Multiplier;

    private static uint HashThree(uint four) => (four << 8) * Multiplier;

    /// <summary>The slot of a key, or the free one where it would stand.</summary>
    private ref Slot SlotOf(uint key)
    {
        var at = (key * Multiplier) >> (32 - BitOperations.Log2((uint)_slots.Length));
        while (_slots[at].Key != key && _slots[at].Key != 0)
        {
            at = (at + 1) & (uint)(_slots.Length - 1);
        }

        return ref _slots[at];
    }
}
