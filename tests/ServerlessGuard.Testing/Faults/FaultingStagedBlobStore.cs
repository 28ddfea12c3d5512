using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Faults;

/// <summary>Staged blobs whose calls fail by plan.</summary>
public sealed class FaultingStagedBlobStore(IStagedBlobStore inner, FaultPlan plan) : IStagedBlobStore
{
    public ValueTask<BlobVersion?> FindAsync(string name, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.FindAsync(name, cancellationToken));

    public ValueTask<Stream?> OpenReadAsync(string name, string version, long from, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.OpenReadAsync(name, version, from, cancellationToken));

    public ValueTask StageAsync(
        string name, string upload, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.StageAsync(name, upload, number, content, cancellationToken));

    public ValueTask<bool> CommitAsync(string name, string upload, int count, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.CommitAsync(name, upload, count, cancellationToken));
}
