using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Faults;

/// <summary>A key ring whose calls fail by plan.</summary>
public sealed class FaultingKeyRing(IKeyRing inner, FaultPlan plan) : IKeyRing
{
    public ValueTask<ReadOnlyMemory<byte>> WrapAsync(string keyName, ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.WrapAsync(keyName, dataKey, cancellationToken));

    public ValueTask<ReadOnlyMemory<byte>> UnwrapAsync(
        string keyName, ReadOnlyMemory<byte> wrappedKey, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.UnwrapAsync(keyName, wrappedKey, cancellationToken));
}
