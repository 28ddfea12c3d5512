using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Contracts;

namespace ServerlessGuard.Local.Tests.Stores;

public sealed class FileBlobStoreTests : BlobStoreContract
{
    private readonly TemporaryDirectory _directory = new();

    public override ValueTask InitializeAsync()
    {
        Store = new FileBlobStore(_directory.Path, new SeededEntropy(1));
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        Directory.GetFiles(Path.Combine(_directory.Path, "blobs.tmp")).ShouldBeEmpty();
        _directory.Dispose();
        return base.DisposeAsync();
    }
}
