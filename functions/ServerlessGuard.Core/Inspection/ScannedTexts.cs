using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Inspection;

/// <summary>
/// The findings in texts that were scanned before: a client sends the whole conversation with each turn. It keeps a keyed hash of a
/// text, under a secret of the process, and the places and rules of its findings; never the text. A text is known only to the
/// application that sent it, since the time of an answer would tell one application what another has sent, and only under the plan it was
/// scanned by, which holds the policy's own rules. Bounded in bytes; what was not asked for goes first. Thread-safe.
/// </summary>
internal sealed class ScannedTexts
{
    /// <summary>A shorter text, in UTF-16 units, is scanned about as fast as it is looked up.</summary>
    public const int Shortest = 256;

    private const long UsualBytes = 16 << 20;

    /// <summary>About what an entry takes beside its findings, and what each of those takes.</summary>
    private const int EntryBytes = 256;
    private const int FindingBytes = 40;

    /// <summary>A text of more findings is scanned anew.</summary>
    private const int MostFindings = 512;

    private readonly byte[] _secret = new byte[32];
    private readonly long _half;
    private readonly Lock _gate = new();

    // Two generations: what is asked for moves to the newer, and the older is forgotten whole once the newer is full.
    private Generation _newer = new();
    private Generation _older = new();
    private long _hits;

    public ScannedTexts(IEntropy entropy, long mostBytes = UsualBytes)
    {
        entropy.Fill(_secret);
        _half = mostBytes / 2;
    }

    /// <summary>Texts that were not scanned again.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>About how many bytes it takes.</summary>
    public long Bytes => _newer.Bytes + _older.Bytes;

    /// <summary>The findings of the redactor by the plan, scanned now or before.</summary>
    /// <param name="application">Whose text it is.</param>
    /// <param name="redactor">The one that every call gives.</param>
    /// <param name="plan">The plan, with the rules of the policy.</param>
    /// <param name="text">A whole text.</param>
    public IReadOnlyList<Finding> Find(string application, Redactor redactor, RedactionPlan plan, string text)
    {
        if (text.Length < Shortest)
        {
            return redactor.Find(plan, text);
        }

        var key = new Key(application, plan, HashOf(text));
        var newer = Volatile.Read(ref _newer);
        if (newer.Found.TryGetValue(key, out var known))
        {
            Interlocked.Increment(ref _hits);
            return known;
        }

        if (Volatile.Read(ref _older).Found.TryGetValue(key, out known))
        {
            Interlocked.Increment(ref _hits);
        }
        else
        {
            known = [.. redactor.Find(plan, text)];
        }

        if (known.Length <= MostFindings)
        {
            Keep(newer, key, known);
        }

        return known;
    }

    private void Keep(Generation newer, Key key, Finding[] found)
    {
        if (!newer.Found.TryAdd(key, found) || newer.Grow(EntryBytes + (FindingBytes * found.Length)) <= _half)
        {
            return;
        }

        lock (_gate)
        {
            if (ReferenceEquals(_newer, newer))
            {
                Volatile.Write(ref _older, newer);
                Volatile.Write(ref _newer, new Generation());
            }
        }
    }

    private UInt128 HashOf(string text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private readonly record struct Key(string Application, RedactionPlan Plan, UInt128 Hash)
    {
        /// <summary>The hash is keyed, and spreads as well as any.</summary>
        public override int GetHashCode() => (int)Hash;
    }

    private sealed class Generation
    {
        private long _bytes;

        public ConcurrentDictionary<Key, Finding[]> Found { get; } = new();

        public long Bytes => Interlocked.Read(ref _bytes);

        public long Grow(long bytes) => Interlocked.Add(ref _bytes, bytes);
    }
}
