using System.Globalization;

namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>The files of a log beside its tiles.</summary>
public static class LogPaths
{
    /// <summary>The newest checkpoint; the one file that changes.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>Every checkpoint ever signed, by its size; write-once.</summary>
    public const string Checkpoints = "checkpoints/";

    public static string CheckpointOf(long size) => Checkpoints + size.ToString(CultureInfo.InvariantCulture);
}
