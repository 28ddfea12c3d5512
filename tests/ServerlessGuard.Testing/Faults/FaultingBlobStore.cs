using System.Runtime.CompilerServices;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Faults;

/// <summary>A blob store whose calls fail by plan (a listing fails at its start).</summary>
public sealed class FaultingBlobStore(IBlobStore inner, FaultPlan plan) : IBlobStore
{
    public ValueTask<bool> CreateAsync(string name, Stream content, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.CreateAsync(name, content, cancellationToken));

    public ValueTask PutAsync(string name, Stream content, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.PutAsync(name, content, cancellationToken));

    public ValueTask<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.OpenReadAsync(name, cancellationToken));

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = await plan.RunAsync(() => ValueTask.FromResult(inner.ListAsync(prefix, cancellationToken)));
        await foreach (var name in names)
        {
            yield return name;
        }
    }

    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.DeleteAsync(name, cancellationToken));
}
