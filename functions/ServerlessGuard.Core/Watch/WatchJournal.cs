using System.Text.Json;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Watch;

/// <summary>The models' watch documents.</summary>
public sealed class WatchJournal(IDocumentStore documents)
{
    /// <summary>Among the deployer's own tables: no other duty may write what the watch has done.</summary>
    public const string Partition = "rollbacks-watch";

    private const int Attempts = 16;

    public async ValueTask<WatchState> ReadAsync(string model, CancellationToken cancellationToken) => (await LoadAsync(model, cancellationToken)).State;

    /// <summary>
    /// Changes the document, again from what it is then if somebody else wrote meanwhile. Returns what it was and what it is.
    /// </summary>
    internal async ValueTask<(WatchState Before, WatchState After)> ChangeAsync(string model, Func<WatchState, WatchState> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (before, version) = await LoadAsync(model, cancellationToken);
            var after = change(before);
            var body = JsonSerializer.SerializeToUtf8Bytes(after, WatchJson.Default.WatchState);
            var written = version is null
                ? await documents.CreateAsync(Partition, ModelKeys.Of(model), body, null, cancellationToken)
                : await documents.ReplaceAsync(Partition, ModelKeys.Of(model), body, version, null, cancellationToken);
            if (written is not null)
            {
                return (before, after);
            }
        }

        throw new StoreUnavailableException($"The watch document of {model} is contended.");
    }

    private async ValueTask<(WatchState State, string? Version)> LoadAsync(string model, CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync(Partition, ModelKeys.Of(model), cancellationToken);
        var state = document is null ? null : JsonSerializer.Deserialize(document.Body.Span, WatchJson.Default.WatchState);
        return (state ?? new WatchState { Model = model }, document?.Version);
    }
}
