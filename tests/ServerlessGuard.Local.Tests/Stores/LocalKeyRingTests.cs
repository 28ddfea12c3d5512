using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Contracts;

namespace ServerlessGuard.Local.Tests.Stores;

public sealed class LocalKeyRingTests : KeyRingContract
{
    private readonly TemporaryDirectory _directory = new();
    private SecretFile? _file;

    public override ValueTask InitializeAsync()
    {
        var entropy = new SeededEntropy(1);
        _file = new SecretFile(_directory.Path, MasterKey.Load(_directory.Path, null, entropy), entropy);
        Ring = new LocalKeyRing(_file, TimeProvider.System, entropy);
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _file!.Dispose();
        _directory.Dispose();
        return base.DisposeAsync();
    }
}
