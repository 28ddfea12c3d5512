using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Support;

/// <summary>One running <c>guard up</c> with the simulated model, for a whole test class.</summary>
public sealed class GuardUp : IAsyncLifetime
{
    public const string Model = "demo-model";
    private readonly TemporaryDirectory _folder = new();
    private GuardProcess? _guard;

    public Uri Url => _guard!.Url;

    public string Key => _guard!.Key!;

    public async ValueTask InitializeAsync() => _guard = await GuardProcess.UpAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        if (_guard is not null)
        {
            await _guard.DisposeAsync();
        }

        _folder.Dispose();
    }
}
