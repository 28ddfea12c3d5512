namespace ServerlessGuard.Core.Ports;

/// <summary>The keys of tokens and content: without them nothing is replaced or kept.</summary>
public sealed class KeyRingHealth(IKeyRing keys) : IGuardHealth
{
    private const string KeyName = "vault";

    private static readonly byte[] Probe = new byte[32];

    public string Name => "keys";

    public async ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        !(await keys.WrapAsync(KeyName, Probe, cancellationToken)).IsEmpty;
}

/// <summary>The secrets that callers' keys and joins are checked with.</summary>
public sealed class SecretStoreHealth(ISecretStore secrets) : IGuardHealth
{
    public string Name => "secrets";

    public async ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        await secrets.GetAsync("health-probe", cancellationToken);
        return true;
    }
}

/// <summary>The store of content, which keeps it before an answer leaves.</summary>
public sealed class BlobStoreHealth(IBlobStore blobs) : IGuardHealth
{
    public string Name => "blobs";

    public async ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        await using var probe = await blobs.OpenReadAsync("health/probe", cancellationToken);
        return true;
    }
}
