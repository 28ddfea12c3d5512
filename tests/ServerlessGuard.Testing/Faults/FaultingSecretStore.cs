using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Faults;

/// <summary>A secret store whose calls fail by plan.</summary>
public sealed class FaultingSecretStore(ISecretStore inner, FaultPlan plan) : ISecretStore
{
    public ValueTask<Secret?> GetAsync(string name, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.GetAsync(name, cancellationToken));

    public ValueTask<Secret?> GetVersionAsync(string name, string version, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.GetVersionAsync(name, version, cancellationToken));

    public ValueTask<Secret> SetAsync(string name, string value, SecretAttributes attributes, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.SetAsync(name, value, attributes, cancellationToken));

    public ValueTask<IReadOnlyList<SecretVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.ListVersionsAsync(name, cancellationToken));

    public ValueTask<bool> SetEnabledAsync(string name, string version, bool enabled, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.SetEnabledAsync(name, version, enabled, cancellationToken));
}
