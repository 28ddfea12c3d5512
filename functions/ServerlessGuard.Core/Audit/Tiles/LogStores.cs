using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>
/// The stores of a log: full tiles, full bundles and <c>checkpoints/</c> in the write-once store, <c>checkpoint</c> and
/// partial tiles in the mutable one (both may be the same), below <see cref="Prefix"/>. The data that the sequencer keeps for
/// itself lies below <see cref="SequencerPrefix"/> and is no part of the log.
/// </summary>
public sealed record LogStores(IBlobStore WriteOnce, IBlobStore Mutable)
{
    public const string Prefix = "log/";
    public const string SequencerPrefix = "sequencer/";

    /// <summary>The store that holds a path of the log.</summary>
    internal IBlobStore Of(string path) =>
        path.StartsWith(LogPaths.Checkpoints, StringComparison.Ordinal) || TileAddress.Parse(path) is { IsFull: true }
            ? WriteOnce
            : Mutable;
}
