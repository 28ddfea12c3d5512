using System.Buffers;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// The texts that secret rules found in one interaction, for a service that recognises by keyed hash whether one of them is a live
/// key. Bounded: at most <see cref="Most"/> texts of at most <see cref="Longest"/> UTF-16 units; more are not kept.
/// Thread-safe. Never logged; forgotten with the interaction.
/// </summary>
internal sealed class SecretCandidates
{
    public const int Most = 64;
    public const int Longest = 1024;

    private const int Shortest = 16;

    // Of what keys are made: base64 in both alphabets, hex, dotted and dashed formats.
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-.~");

    private readonly Lock _gate = new();
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _texts];
            }
        }
    }

    /// <summary>
    /// A rule's match may hold more than the key (<c>key=…</c>, <c>Bearer …</c>): its runs of key characters count as well.
    /// </summary>
    public void Add(ReadOnlySpan<char> region)
    {
        lock (_gate)
        {
            Keep(region);
            while (!region.IsEmpty)
            {
                var start = region.IndexOfAny(KeyCharacters);
                if (start < 0)
                {
                    return;
                }

                region = region[start..];
                var length = region.IndexOfAnyExcept(KeyCharacters);
                length = length < 0 ? region.Length : length;
                KeepRun(region[..length]);
                region = region[length..];
            }
        }
    }

    private void KeepRun(ReadOnlySpan<char> run)
    {
        Keep(run);

        // name=value without spaces is one run; padding at the end is no name.
        if (run.TrimEnd('=').IndexOf('=') is var sign and >= 0)
        {
            Keep(run[(sign + 1)..]);
        }
    }

    private void Keep(ReadOnlySpan<char> text)
    {
        if (text.Length is >= Shortest and <= Longest && _texts.Count < Most)
        {
            _texts.GetAlternateLookup<ReadOnlySpan<char>>().Add(text);
        }
    }
}
