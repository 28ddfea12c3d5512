using System.Numerics;
using System.Runtime.InteropServices;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// Recognises values that came from texts, however they are spelled now: a heuristic, lenient on purpose. Built once, then read by
/// many threads. Work and memory are linear in the texts.
/// </summary>
public sealed class TaintIndex
{
    /// <summary>Characters of texts, in total; beyond it every value counts as found.</summary>
    public const int MostCharacters = 2_000_000;

    private const int Gram = 4;
    private const int LongGram = 8;

    /// <summary>From here on a value counts as found when most of it stands in a text.</summary>
    private const int ShortestOverlap = 24;

    private const double Overlap = 0.7;
    private const int ShortestJoined = 12;
    private const int ShortestPart = 6;
    private const int MostParts = 3;
    private const double Covered = 0.9;
    private const int MostDecodedValue = 4096;
    private const int LeastBits = 12;
    private const int MostBits = 20;

    private readonly List<(string Source, Squashed Text)> _texts = [];
    private readonly Lazy<IReadOnlyList<(string Source, Quantities Values)>> _quantities;
    private readonly ulong[] _grams;
    private readonly int _shift;

    /// <param name="texts">Each with the name of what it came from.</param>
    public TaintIndex(IReadOnlyCollection<(string Source, string Text)> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var total = texts.Sum(static one => (long)one.Text.Length);
        IsOverflown = total > MostCharacters;
        if (IsOverflown)
        {
            _grams = [0];
            _quantities = new([]);
            return;
        }

        foreach (var (source, text) in texts)
        {
            _texts.Add((source, new Squashed(text)));
            foreach (var decoded in Decodings.Of(text))
            {
                _texts.Add((source, new Squashed(decoded)));
            }
        }

        // Grams of a language repeat: a megabit holds those of half a megabyte, and fits a processor's cache.
        var length = _texts.Sum(static one => (long)one.Text.Text.Length);
        var bits = Math.Clamp(BitOperations.Log2((ulong)Math.Max(1, length)) + 3, LeastBits, MostBits);
        (_grams, _shift) = (new ulong[1 << (bits - 6)], 64 - bits);
        foreach (var (_, text) in _texts)
        {
            Add(text.Text);
        }

        var kept = texts;
        _quantities = new(() => [.. kept.Select(static one => (one.Source, new Quantities(one.Text)))]);
    }

    /// <summary>The texts were too long to index.</summary>
    public bool IsOverflown { get; }

    /// <summary>The name of what a value came from; null where it stands in none of the texts.</summary>
    public string? Find(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (IsOverflown)
        {
            return "a conversation that is too long to trace";
        }

        return FindQuantity(value) ?? FindSpelled(value) ?? (value.Length <= MostDecodedValue ? FindDecoded(value) : null);
    }

    /// <summary>The name of what a passage of a long text came from; null where it shares none with the texts.</summary>
    /// <param name="passage">Letters and digits that must stand in a row.</param>
    public string? FindPassage(string value, int passage = 20)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = Squashed.Of(value);
        if (IsOverflown)
        {
            return Find(value);
        }

        for (var at = 0; at + passage <= text.Length; at++)
        {
            if (MayContain(text.AsSpan(at, passage)) && FindSquashed(text.AsSpan(at, passage)) is { } source)
            {
                return source;
            }
        }

        return text.Length < passage ? FindSpelled(value) : null;
    }

    private string? FindQuantity(string value)
    {
        if (Quantities.TryDate(value, out var date))
        {
            return _quantities.Value.FirstOrDefault(one => one.Values.IsOverflown || one.Values.HasDate(date)).Source;
        }

        return Quantities.TryNumber(value, out var number) && Math.Abs(number) >= 10
            ? _quantities.Value.FirstOrDefault(one => one.Values.IsOverflown || one.Values.HasNumber(number)).Source
            : null;
    }

    private string? FindDecoded(string value)
    {
        foreach (var decoded in Decodings.Of(value))
        {
            if (FindSpelled(decoded) is { } source)
            {
                return source;
            }
        }

        return null;
    }

    private string? FindSpelled(string value)
    {
        var squashed = Squashed.Of(value);
        if (FindForm(squashed) is { } source)
        {
            return source;
        }

        // Written out, as evil at attacker dot example.
        if (value.AsSpan().ContainsAny("@."))
        {
            var dots = Squashed.Of(value.Replace(".", " dot ", StringComparison.Ordinal));
            var both = Squashed.Of(value.Replace("@", " at ", StringComparison.Ordinal).Replace(".", " dot ", StringComparison.Ordinal));
            var at = Squashed.Of(value.Replace("@", " at ", StringComparison.Ordinal));
            if ((FindForm(both) ?? FindForm(at) ?? FindForm(dots)) is { } spelled)
            {
                return spelled;
            }
        }

        // A part of it: the address in "Name <address>", the host in a link.
        foreach (var part in Addresses.In(value))
        {
            if (part.Length < value.Length && FindForm(Squashed.Of(part)) is { } found)
            {
                return found;
            }
        }

        return (squashed.Length >= ShortestOverlap ? FindOverlap(squashed) : null) ?? FindParts(squashed);
    }

    /// <summary>A value that is put together from parts that stand in the texts: halves of it, or it and something added.</summary>
    private string? FindParts(string squashed)
    {
        if (squashed.Length < ShortestJoined)
        {
            return null;
        }

        var (covered, parts, source) = (0, 0, (string?)null);
        for (var at = 0; at + ShortestPart <= squashed.Length && parts < MostParts;)
        {
            var length = 0;
            for (var next = ShortestPart; at + next <= squashed.Length && MayContain(squashed.AsSpan(at, next))
                && FindAnywhere(squashed.AsSpan(at, next)) is { } found; next++)
            {
                (length, source) = (next, found);
            }

            if (length == 0)
            {
                at++;
                continue;
            }

            covered += length;
            parts++;
            at += length;
        }

        return covered >= squashed.Length * Covered ? source : null;
    }

    private string? FindAnywhere(ReadOnlySpan<char> value)
    {
        foreach (var (source, text) in _texts)
        {
            if (text.Text.IndexOf(value) >= 0)
            {
                return source;
            }
        }

        return null;
    }

    private string? FindForm(string squashed)
    {
        if (squashed.Length < 2)
        {
            return null;
        }

        if (MayContain(squashed) && FindSquashed(squashed) is { } source)
        {
            return source;
        }

        Span<char> turned = squashed.Length <= 256 ? stackalloc char[squashed.Length] : new char[squashed.Length];
        squashed.CopyTo(turned);
        turned.Reverse();
        if (squashed.Length > 2 && MayContain(turned) && FindSquashed(turned) is { } reversed)
        {
            return reversed;
        }

        for (var i = 0; i < turned.Length; i++)
        {
            turned[i] = squashed[i] is >= 'a' and <= 'z' ? (char)('a' + ((squashed[i] - 'a' + 13) % 26)) : squashed[i];
        }

        return squashed.Length > 4 && !turned.SequenceEqual(squashed) && MayContain(turned) ? FindSquashed(turned) : null;
    }

    private string? FindSquashed(ReadOnlySpan<char> value)
    {
        foreach (var (source, text) in _texts)
        {
            if (text.Contains(value))
            {
                return source;
            }
        }

        return null;
    }

    private string? FindOverlap(string squashed)
    {
        var (found, all) = (0, 0);
        for (var at = 0; at + LongGram <= squashed.Length; at += 2)
        {
            all++;
            found += MayContain(squashed.AsSpan(at, LongGram)) ? 1 : 0;
        }

        if (found < all * Overlap)
        {
            return null;
        }

        // The bits may lie: a stretch of it must really stand there.
        for (var at = 0; at + LongGram <= squashed.Length; at += LongGram)
        {
            foreach (var (source, text) in _texts)
            {
                if (text.Text.IndexOf(squashed.AsSpan(at, LongGram)) >= 0)
                {
                    return source;
                }
            }
        }

        return null;
    }

    private bool MayContain(ReadOnlySpan<char> value)
    {
        for (var at = 0; at + Gram <= value.Length; at++)
        {
            var hash = Hash(value, at);
            if ((_grams[hash >> 6] & (1UL << (int)(hash & 63))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private void Add(ReadOnlySpan<char> text)
    {
        for (var at = 0; at + Gram <= text.Length; at++)
        {
            var hash = Hash(text, at);
            _grams[hash >> 6] |= 1UL << (int)(hash & 63);
        }
    }

    private ulong Hash(ReadOnlySpan<char> text, int at) =>
        (MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text.Slice(at, Gram))) * 0x9E3779B97F4A7C15UL) >> _shift;
}
