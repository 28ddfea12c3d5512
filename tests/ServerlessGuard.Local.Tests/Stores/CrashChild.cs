using System.Text;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Tests.Stores;

/// <summary>
/// The process that <see cref="CrashTests"/> kills: this test executable, told to run this one explicit test. It
/// appends without end and prints the sequence number of every entry that was acknowledged.
/// </summary>
public sealed class CrashChild
{
    public const string Directory = "GUARD_TEST_CRASH_DIRECTORY";

    [Fact(Explicit = true)]
    public async Task Appends_UntilKilled()
    {
        var directory = Environment.GetEnvironmentVariable(Directory);
        Assert.SkipWhen(directory is null, "Run by CrashTests only.");
        await using var output = Console.OpenStandardOutput();
        var turn = new Lock();
        await using var audit = new GroupCommitAuditLog(new FileAppendLogs(directory, segmentBytes: 16_384), "crash");
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            while (true)
            {
                var receipt = await audit.AppendAsync(CrashTests.Entry($"{i}"), CancellationToken.None);
                lock (turn)
                {
                    output.Write(Encoding.ASCII.GetBytes($"\nACK {receipt.Sequence} {receipt.Hash}\n"));
                    output.Flush();
                }
            }
        })));
    }
}
