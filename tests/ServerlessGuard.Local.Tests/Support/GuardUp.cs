using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Support;

/// <summary>One running <c>guard up</c> with the simulated model, for a whole test class.</summary>
public sealed class GuardUp : IAsyncLifetime
{
    public const string Model = "demo-model";
    private readonly TemporaryDirectory folder = new();
    private GuardProcess? guard;

    public Uri Url => guard!.Url;

    public string Key => guard!.Key!;

    public async ValueTask InitializeAsync() => guard = await GuardProcess.UpAsync(folder.Path);

    public async ValueTask DisposeAsync()
    {
        if (guard is not null)
        {
            await guard.DisposeAsync();
        }

        folder.Dispose();
    }
}
