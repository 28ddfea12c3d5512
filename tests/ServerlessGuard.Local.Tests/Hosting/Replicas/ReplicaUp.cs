using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Local.Tests.Hosting.Replicas;

/// <summary>One replica on an Azurite of its own, for a whole test class.</summary>
public sealed class ReplicaUp : IAsyncLifetime
{
    private readonly AzuriteServer _azurite = new();
    private Replica? _replica;

    internal ReplicaHarness Stage { get; private set; } = null!;

    internal Uri Url => _replica!.Url!;

    /// <summary>A caller of the application that streams.</summary>
    public string Demo { get; private set; } = "";

    /// <summary>A caller of the application whose risky answers wait.</summary>
    public string Claims { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await _azurite.InitializeAsync();
        if (!_azurite.IsThere)
        {
            return;
        }

        Stage = await ReplicaHarness.OpenAsync(_azurite.ConnectionString, CancellationToken.None);
        _replica = new Replica("replica-1", name => Stage.UpAsync(name, Stage.QuietPolicy));
        await _replica.StartAsync();
        (Demo, Claims) = (await Stage.KeyAsync("demo-2"), await Stage.KeyAsync("claims"));
    }

    public void Require() => _azurite.Require();

    public async ValueTask DisposeAsync()
    {
        if (_replica is not null)
        {
            await _replica.DisposeAsync();
            await Stage.DisposeAsync();
        }

        await _azurite.DisposeAsync();
    }
}
