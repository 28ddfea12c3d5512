using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Records;

/// <summary>
/// Keeps where the follower has read the logs to, and what its observers knew there, so that a start reads on from it. It is no second
/// record to believe: an older one is as true, since the logs are read on from its own place. The document is under the guard's MAC.
/// </summary>
public sealed class FollowedPlaces(IDocumentStore documents)
{
    internal const string Partition = "audit-followed";

    private const string Key = "place";

    /// <summary>Loads the observers; null, and they know nothing, where nothing is kept that all of them can read.</summary>
    internal async ValueTask<IReadOnlyDictionary<string, FollowedLog>?> LoadAsync(
        IReadOnlyList<IEntryObserver> observers, CancellationToken cancellationToken)
    {
        if (await documents.GetAsync(Partition, Key, cancellationToken) is not { } document)
        {
            return null;
        }

        try
        {
            // Entries that concern only an observer of this process, and were told to none, are told now.
            if (Read(document) is not { } kept || observers.Any(observer => !kept.Known.ContainsKey(observer.Name)))
            {
                return null;
            }

            foreach (var observer in observers)
            {
                using var known = JsonDocument.Parse(kept.Known[observer.Name]);
                observer.Load(known.RootElement);
            }

            return kept.Logs;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Another process may keep its own at the same time: either is true. One that has fewer observers keeps nothing over what more of them
    /// knew.
    /// </summary>
    internal async ValueTask KeepAsync(
        Dictionary<string, FollowedLog> logs, IReadOnlyList<IEntryObserver> observers, CancellationToken cancellationToken)
    {
        var known = observers.ToDictionary(
            static observer => observer.Name, static observer => observer.Save().GetRawText(), StringComparer.Ordinal);
        var body = JsonSerializer.SerializeToUtf8Bytes(new FollowedPlace(logs, known), FollowedJson.Default.FollowedPlace);
        var stored = await documents.GetAsync(Partition, Key, cancellationToken);
        if (stored is not null && Read(stored)?.Known.Keys.All(known.ContainsKey) == false)
        {
            return;
        }

        await (stored is null
            ? documents.CreateAsync(Partition, Key, body, null, cancellationToken)
            : documents.ReplaceAsync(Partition, Key, body, stored.Version, null, cancellationToken));
    }

    private static FollowedPlace? Read(Document document)
    {
        try
        {
            var kept = JsonSerializer.Deserialize(document.Body.Span, FollowedJson.Default.FollowedPlace);
            return kept is { Logs: not null, Known: not null } ? kept : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A log as far as it was told.</summary>
/// <param name="Place">Behind the last frame that was told.</param>
/// <param name="IsDone">It is sealed and was told to its end.</param>
internal sealed record FollowedLog(
    [property: JsonPropertyName("place")] LogPlace Place, [property: JsonPropertyName("isDone")] bool IsDone)
{
    public static FollowedLog Start { get; } = new(LogPlace.Start, false);
}

/// <summary>The kept place of all logs.</summary>
/// <param name="Logs">By writer.</param>
/// <param name="Known">By observer, each in JSON of its own.</param>
internal sealed record FollowedPlace(
    [property: JsonPropertyName("logs")] IReadOnlyDictionary<string, FollowedLog> Logs,
    [property: JsonPropertyName("known")] IReadOnlyDictionary<string, string> Known);

[JsonSerializable(typeof(FollowedPlace))]
internal sealed partial class FollowedJson : JsonSerializerContext;
