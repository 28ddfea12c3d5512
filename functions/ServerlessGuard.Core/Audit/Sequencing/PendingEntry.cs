namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>A checked entry that is not in the log yet.</summary>
internal sealed record PendingEntry(string Writer, ReadOnlyMemory<byte> Bytes, DateTimeOffset Time, WriterPosition After);
