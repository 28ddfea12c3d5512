using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>The log that packs are made of, with the witness that signs for it, where the host has one.</summary>
public sealed class PackLog(ILogSource source, EvidenceOptions options, IWitness? witness = null)
{
    /// <summary>The reader of the log's facts under the log's key.</summary>
    public LogFacts Facts(NoteKey key) => new(source, key, options.Witness, witness);
}
