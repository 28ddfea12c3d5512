using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Stores;

public sealed class LocalStoresTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serves_EveryPort_FromADirectoryThatIsMade()
    {
        using var directory = new TemporaryDirectory();
        var data = Path.Combine(directory.Path, "data");
        await using var provider = new ServiceCollection().AddLocalStores(data).BuildServiceProvider(validateScopes: true);
        foreach (var port in (Type[])[
            typeof(IDocumentStore), typeof(IWorkQueue), typeof(IBlobStore), typeof(IAppendLogs), typeof(ISecretStore), typeof(IKeyRing),
            typeof(IAlertSink), typeof(IAuditLog), typeof(IEntropy)
        ])
        {
            provider.GetRequiredService(port).ShouldNotBeNull();
        }

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(data).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Closes_OnTheNextStart_WhatTheLastOneLeftOpen()
    {
        using var directory = new TemporaryDirectory();
        foreach (var expected in (int[])[0, 1, 1])
        {
            await using var provider = new ServiceCollection().AddLocalStores(directory.Path).BuildServiceProvider();
            var audit = provider.GetRequiredService<GroupCommitAuditLog>();
            (await provider.GetRequiredService<OrphanRecovery>().RunAsync(audit.Writer, Cancel)).Interrupted.ShouldBe(expected);
            await audit.AppendAsync(
                CrashTests.Entry("key:demo") with { Kind = AuditKinds.InteractionOpened, Interaction = audit.Writer }, Cancel);
        }
    }
}
