namespace ServerlessGuard.Core.Ports;

/// <summary>What a blob is now: its length in bytes, and a version that changes with every write. Opaque.</summary>
public sealed record BlobVersion(long Length, string Version);
