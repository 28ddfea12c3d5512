namespace ServerlessGuard.Core.Deployments.Attestations;

/// <summary>One signature of an envelope. <see cref="KeyId"/> is a hint that nothing is decided by.</summary>
public sealed record DsseSignature(string? KeyId, ReadOnlyMemory<byte> Bytes);
