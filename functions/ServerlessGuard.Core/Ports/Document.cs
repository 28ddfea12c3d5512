namespace ServerlessGuard.Core.Ports;

/// <summary>A stored document. <see cref="Version"/> is opaque and changes with every write.</summary>
public sealed record Document(string Partition, string Key, ReadOnlyMemory<byte> Body, string Version, DateTimeOffset? Expires);
