using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace ServerlessGuard.Azure.Storage;

/// <summary>A document as an entity.</summary>
internal sealed class DocumentEntity : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public byte[] Body { get; set; } = [];

    /// <summary>The address of a long body; empty for one that is in <see cref="Body"/>.</summary>
    public string Long { get; set; } = "";

    /// <summary>UTC ticks; <see cref="DocumentVersion.Never"/> for none.</summary>
    public long Expires { get; set; }

    /// <summary>Tells a write from every other.</summary>
    public string Write { get; set; } = "";

    [IgnoreDataMember]
    public SpilledBytes? SpilledBody => SpilledBytes.Parse(Long);
}
