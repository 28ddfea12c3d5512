using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Tiles;

namespace ServerlessGuard.Console.Tests.Support;

/// <summary>A host whose applications have their keys.</summary>
public sealed class CallersHost : ConsoleHost
{
    /// <summary>The key of an application whose answers wait for one reviewer.</summary>
    public string Letters { get; private set; } = "";

    /// <summary>The key of an application whose answers wait for two reviewers.</summary>
    public string Claims { get; private set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Letters = (await NamedKeyAsync("letters")).Key;
        Claims = (await NamedKeyAsync("claims")).Key;
    }

    /// <summary>The number of reads of a case's content in the audit log.</summary>
    public async Task<int> ContentReadsAsync(string id)
    {
        var reads = 0;
        await foreach (var entry in EntriesAsync())
        {
            reads += entry.Kind == AuditKinds.ContentRead && entry.Facts.GetValueOrDefault("case") == id ? 1 : 0;
        }

        return reads;
    }

    private async IAsyncEnumerable<AuditEntry> EntriesAsync()
    {
        await SequenceAsync();
        var log = Service<ILogSource>();
        var head = System.Text.Encoding.UTF8.GetString(
            (await log.ReadAsync(LogPaths.Checkpoint, TestContext.Current.CancellationToken))!.Value.Span).Split('\n')[1];
        await foreach (var (_, bytes) in new LogReader(log).EntriesAsync(
            0, long.Parse(head, System.Globalization.CultureInfo.InvariantCulture), TestContext.Current.CancellationToken))
        {
            yield return AuditEntryEncoding.Decode(bytes)!.Entry;
        }
    }
}
