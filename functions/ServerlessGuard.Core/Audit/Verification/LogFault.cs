using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>The faults of a log.</summary>
public enum LogFault
{
    /// <summary>The checkpoint is missing, malformed or not signed by the log's key.</summary>
    [JsonStringEnumMemberName("checkpoint")]
    Checkpoint,

    /// <summary>A file that the tree needs is not there.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,

    /// <summary>A bundle or tile has not the form it should have.</summary>
    [JsonStringEnumMemberName("malformed")]
    Malformed,

    /// <summary>An entry is not the one that its tile names.</summary>
    [JsonStringEnumMemberName("entry")]
    Entry,

    /// <summary>A tile's hashes are not those of what is below it.</summary>
    [JsonStringEnumMemberName("tile")]
    Tile,

    /// <summary>The entries do not give the root that was signed.</summary>
    [JsonStringEnumMemberName("root")]
    Root,

    /// <summary>The log is shorter than a checkpoint that was kept or published.</summary>
    [JsonStringEnumMemberName("truncated")]
    Truncated,

    /// <summary>The log is not a continuation of a checkpoint that was kept, published or witnessed.</summary>
    [JsonStringEnumMemberName("fork")]
    Fork,

    /// <summary>Entries of a writer are missing.</summary>
    [JsonStringEnumMemberName("gap")]
    Gap,

    /// <summary>A writer's sequence number is there twice or out of order.</summary>
    [JsonStringEnumMemberName("repeat")]
    Repeat,

    /// <summary>A writer's entry does not follow the one before it.</summary>
    [JsonStringEnumMemberName("chain")]
    Chain,

    /// <summary>No checkpoint carries the witness's signature.</summary>
    [JsonStringEnumMemberName("unwitnessed")]
    Unwitnessed,

    /// <summary>A file that is no part of a log.</summary>
    [JsonStringEnumMemberName("unexpected")]
    Unexpected,
}
