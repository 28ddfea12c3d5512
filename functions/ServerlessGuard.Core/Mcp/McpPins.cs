using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Mcp;

/// <summary>
/// The definitions of tools as they were first seen, a document a server. The first sight is pinned; a later difference is refused
/// until somebody pins it anew. Thread-safe; throws <see cref="StoreUnavailableException"/>.
/// </summary>
public sealed class McpPins(IDocumentStore documents, IAuditLog audit, TimeProvider clock)
{
    private const string Partition = "mcp-pins";

    /// <summary>The pins of a server; those of <paramref name="seen"/> where it has none yet.</summary>
    public async ValueTask<McpPinDocument> GetOrPinAsync(
        McpServerConfig server, IReadOnlyCollection<McpDefinition> seen, string actor, string policyRevision,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(seen);
        for (; ; )
        {
            if (await documents.GetAsync(Partition, server.Id, cancellationToken) is { } found)
            {
                return Read(found);
            }

            var pins = Of(server, seen);

            // The entry first: what is pinned without one would be believed by no record.
            await RecordAsync(server, pins, actor, policyRevision, "first", cancellationToken);
            if (await documents.CreateAsync(Partition, server.Id, Bytes(pins), null, cancellationToken) is not null)
            {
                return pins;
            }
        }
    }

    /// <summary>Pins what is seen now, in place of what was pinned before.</summary>
    public async ValueTask<McpPinDocument> PinAsync(
        McpServerConfig server, IReadOnlyCollection<McpDefinition> seen, string actor, string policyRevision,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(seen);
        var pins = Of(server, seen);
        await RecordAsync(server, pins, actor, policyRevision, "again", cancellationToken);
        for (; ; )
        {
            var found = await documents.GetAsync(Partition, server.Id, cancellationToken);
            var written = found is null
                ? await documents.CreateAsync(Partition, server.Id, Bytes(pins), null, cancellationToken)
                : await documents.ReplaceAsync(Partition, server.Id, Bytes(pins), found.Version, null, cancellationToken);
            if (written is not null)
            {
                return pins;
            }
        }
    }

    private McpPinDocument Of(McpServerConfig server, IReadOnlyCollection<McpDefinition> seen) => new()
    {
        Identity = server.Identity,
        Tools = seen.OrderBy(static one => one.Name, StringComparer.Ordinal)
            .GroupBy(static one => one.Name, StringComparer.Ordinal)
            .ToDictionary(static one => one.Key, static one => one.First().Hash, StringComparer.Ordinal),
        Pinned = clock.GetUtcNow(),
    };

    private async ValueTask RecordAsync(
        McpServerConfig server, McpPinDocument pins, string actor, string policyRevision, string time,
        CancellationToken cancellationToken) =>
        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.McpServerPinned,
                Time = pins.Pinned,
                Actor = actor,
                PolicyRevision = policyRevision,
                Facts = new Dictionary<string, string>
                {
                    ["server"] = server.Id,
                    ["identity"] = pins.Identity,
                    ["tools"] = pins.Tools.Count.ToString(CultureInfo.InvariantCulture),
                    ["time"] = time,
                },
            },
            cancellationToken);

    private static byte[] Bytes(McpPinDocument pins) => JsonSerializer.SerializeToUtf8Bytes(pins, McpPinJson.Default.McpPinDocument);

    private static McpPinDocument Read(Document document) =>
        JsonSerializer.Deserialize(document.Body.Span, McpPinJson.Default.McpPinDocument)!;
}

/// <summary>The state of a server when it was pinned.</summary>
public sealed record McpPinDocument
{
    /// <summary>The server's identity, a SHA-256.</summary>
    [JsonPropertyName("identity")]
    public required string Identity { get; init; }

    /// <summary>A tool's name -> the SHA-256 of its definition.</summary>
    [JsonPropertyName("tools")]
    public required IReadOnlyDictionary<string, string> Tools { get; init; }

    [JsonPropertyName("pinned")]
    public required DateTimeOffset Pinned { get; init; }
}

[JsonSerializable(typeof(McpPinDocument))]
internal sealed partial class McpPinJson : JsonSerializerContext;
