using ServerlessGuard.Core.Audit.Merkle;

namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>Holds every writer's entries, as they stand in the log, to their chain.</summary>
internal sealed class ChainCheck
{
    private readonly Dictionary<string, (long Next, MerkleHash Last)> _writers = new(StringComparer.Ordinal);

    public int Writers => _writers.Count;

    /// <summary>What is wrong with the next entry of the log, or null. Goes on from the entry found.</summary>
    public LogFault? Add(ChainLink? link)
    {
        if (link is not { } l)
        {
            return LogFault.Malformed;
        }

        // The hash before a writer's first entry is all zeros.
        var (next, last) = _writers.GetValueOrDefault(l.Writer);
        _writers[l.Writer] = (l.Sequence + 1, l.Hash);
        return l.Sequence > next ? LogFault.Gap : l.Sequence < next ? LogFault.Repeat : l.Previous != last ? LogFault.Chain : null;
    }
}
