using ServerlessGuard.Core.Deployments.Probes;

namespace ServerlessGuard.Core.Deployments.Attestations;

/// <summary>What came of revalidating a deployment: the signed envelope, whether all passed or not. <see cref="Moved"/>: another revision stood there at the end, so nothing was signed.</summary>
public sealed record Revalidation(ProbeReport Report, Revision Revision, bool Moved, ReadOnlyMemory<byte> Envelope);
