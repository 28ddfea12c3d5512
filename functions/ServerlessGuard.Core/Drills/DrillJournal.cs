using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Drills;

/// <summary>The drills' journal document, and the ended runs for good.</summary>
public sealed class DrillJournal(IDocumentStore documents)
{
    public const string Partition = "drills";
    public const string HistoryPartition = "drill-history";

    private const string Key = "current";

    public async ValueTask<DrillState> ReadAsync(CancellationToken cancellationToken) => (await LoadAsync(cancellationToken)).State;

    /// <summary>Asks whoever runs drills on this store for one. Null when another request waits.</summary>
    public async ValueTask<DrillRequest?> RequestAsync(DrillRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (state, version) = await LoadAsync(cancellationToken);
            if (state.Requested is not null)
            {
                return null;
            }

            if (await SaveAsync(state with { Requested = request }, version, cancellationToken) is not null)
            {
                return request;
            }
        }
    }

    /// <summary>Takes back a request that nobody began. False when it was begun.</summary>
    public async ValueTask<bool> WithdrawAsync(string request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (state, version) = await LoadAsync(cancellationToken);
            if (state.Requested?.Id != request)
            {
                return false;
            }

            if (await SaveAsync(state with { Requested = null }, version, cancellationToken) is not null)
            {
                return true;
            }
        }
    }

    internal async ValueTask<(DrillState State, string? Version)> LoadAsync(CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync(Partition, Key, cancellationToken);
        return document is null ? (new DrillState(), null) : (JsonSerializer.Deserialize(document.Body.Span, DrillJson.Default.DrillState)!, document.Version);
    }

    /// <summary>The new version, or null when somebody else wrote meanwhile.</summary>
    internal async ValueTask<string?> SaveAsync(DrillState state, string? version, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(state, DrillJson.Default.DrillState);
        var written = version is null
            ? await documents.CreateAsync(Partition, Key, body, null, cancellationToken)
            : await documents.ReplaceAsync(Partition, Key, body, version, null, cancellationToken);
        return written?.Version;
    }

    /// <summary>Keeps an ended run. Doing it again changes nothing.</summary>
    internal async ValueTask KeepAsync(DrillRun run, CancellationToken cancellationToken) =>
        await documents.CreateAsync(HistoryPartition, run.Id, JsonSerializer.SerializeToUtf8Bytes(run, DrillJson.Default.DrillRun), null, cancellationToken);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DrillState))]
[JsonSerializable(typeof(DrillRun))]
[JsonSerializable(typeof(DrillGrant))]
[JsonSerializable(typeof(RollbackOriginal))]
internal sealed partial class DrillJson : JsonSerializerContext;

/// <summary>A person asked for a drill; the guard that runs begins it, and <see cref="Id"/> becomes the run's.</summary>
public sealed record DrillRequest(string Id, DrillKind Kind, DrillMode Mode, string Actor);
