using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Support;

/// <summary>
/// One running <c>guard up</c> with the simulated model, on a folder that was empty, for all tests that change nothing of it. It starts
/// when a test first asks for it: children of these tests, which run a method of their assembly, need none.
/// </summary>
public sealed class GuardUp : IAsyncDisposable
{
    public const string Model = "demo-model";
    private readonly TemporaryDirectory _folder = new();
    private readonly Lazy<Task<GuardProcess>> _guard;

    public GuardUp() => _guard = new(() => GuardProcess.UpAsync(_folder.Path));

    public string Folder => _folder.Path;

    public Task<GuardProcess> GuardAsync() => _guard.Value;

    public async ValueTask DisposeAsync()
    {
        if (_guard is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _guard.Value).DisposeAsync();
        }

        _folder.Dispose();
    }
}
