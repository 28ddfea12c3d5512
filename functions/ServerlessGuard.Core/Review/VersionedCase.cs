namespace ServerlessGuard.Core.Review;

/// <summary>A case and the version of its document: an opaque text that changes with every write.</summary>
public sealed record VersionedCase(CaseRecord Case, string Version);
