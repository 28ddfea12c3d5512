namespace ServerlessGuard.Testing;

/// <summary>An empty directory of a test's own, removed with it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("guard-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
