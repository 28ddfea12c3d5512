using System.Diagnostics;
using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Stores;

public sealed class CrashTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [LongFact]
    public async Task Keeps_EveryAcknowledgedEntry_WhenKilledAtAnyPoint()
    {
        using var directory = new TemporaryDirectory();
        var acknowledged = new Dictionary<long, string>();
        var random = new Random(20);
        for (var life = 0; life < 5; life++)
        {
            var before = acknowledged.Count;
            await LiveAndDieAsync(directory.Path, random.Next(1, 400), acknowledged);
            acknowledged.Count.ShouldBeGreaterThan(before);

            var logs = new FileAppendLogs(directory.Path);
            await using var log = await logs.OpenAsync("crash", Cancel);
            var found = new Dictionary<long, string>();
            await foreach (var read in AuditReader.ReadAsync("crash", log.ReadAsync(Cancel), Cancel))
            {
                read.Fault.ShouldBeNull();
                found[read.Entry!.Sequence] = read.Entry.Hash;
            }

            foreach (var (sequence, hash) in acknowledged)
            {
                found[sequence].ShouldBe(hash);
            }
        }
    }

    internal static AuditEntry Entry(string actor) =>
        new() { Kind = AuditKinds.HostStarted, Actor = actor, Time = DateTimeOffset.UnixEpoch };

    private static async Task LiveAndDieAsync(string directory, int acknowledgements, Dictionary<long, string> acknowledged)
    {
        using var child = Start(directory);
        var count = 0;
        while (await child.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith("ACK ", StringComparison.Ordinal) && line.Split(' ') is [_, var sequence, { Length: 64 } hash])
            {
                acknowledged[long.Parse(sequence, CultureInfo.InvariantCulture)] = hash;
                if (++count == acknowledgements)
                {
                    child.Kill();
                }
            }
        }

        await child.WaitForExitAsync(Cancel);
        count.ShouldBeGreaterThanOrEqualTo(acknowledgements);
    }

    private static Process Start(string directory)
    {
        var assembly = typeof(CrashTests).Assembly.Location;
        var own = Environment.ProcessPath!;
        var start = new ProcessStartInfo(own) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(own) == "dotnet")
        {
            start.ArgumentList.Add(assembly);
        }

        foreach (var argument in (string[])[
            "-method", $"{typeof(CrashChild).FullName}.{nameof(CrashChild.Appends_UntilKilled)}", "-explicit", "only", "-noColor",
            "-noLogo"
        ])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[CrashChild.Directory] = directory;
        return Process.Start(start)!;
    }
}
