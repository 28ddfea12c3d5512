using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Which caller made a response that the platform stores: only that caller may read or delete it. A record's name is a keyed hash of
/// the caller and the response's id, so that another caller finds none. It holds no content. Thread-safe.
/// </summary>
public sealed class StoredResponses(IDocumentStore documents, ISecretStore secrets, IEntropy entropy, TimeProvider clock)
{
    // The gateway's duty may write the table of idempotent answers; names that are keyed hashes of other labels never meet.
    private const string Partition = "idempotency";
    private const int LongestId = 256;

    private readonly SharedKey _key = new(secrets, entropy, "guard-idempotency");

    /// <summary>As long as platforms store a response; after that nobody can read it through the guard.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromDays(30);

    /// <summary>Whether an id can be one of a response: 1 to 256 letters, digits, dots, dashes and underscores.</summary>
    public static bool IsId(string? id) =>
        id is { Length: > 0 and <= LongestId }
        && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
        && id.Trim('.').Length > 0;

    /// <summary>The record, or null where this caller made no such response. Throws <see cref="StoreUnavailableException"/>.</summary>
    public async ValueTask<StoredResponse?> FindAsync(string application, string principal, string id, CancellationToken cancellationToken)
    {
        if (!IsId(id))
        {
            return null;
        }

        var name = await NameAsync(application, principal, id, cancellationToken);
        return await documents.GetAsync(PartitionOf(name), name, cancellationToken) is { } found
            ? JsonSerializer.Deserialize(found.Body.Span, StoredResponseJson.Default.StoredResponse)
            : null;
    }

    /// <summary>Remembers who made a response. Throws <see cref="StoreUnavailableException"/>.</summary>
    public async ValueTask KeepAsync(
        string application, string principal, string id, StoredResponse record, CancellationToken cancellationToken)
    {
        if (!IsId(id))
        {
            return;
        }

        var name = await NameAsync(application, principal, id, cancellationToken);
        var body = JsonSerializer.SerializeToUtf8Bytes(record, StoredResponseJson.Default.StoredResponse);
        await documents.CreateAsync(PartitionOf(name), name, body, clock.GetUtcNow() + Retention, cancellationToken);
    }

    /// <summary>Keyed hashes of texts, in their order and each once. Throws <see cref="StoreUnavailableException"/>.</summary>
    public async ValueTask<IReadOnlyList<string>> MeasureAsync(IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var key = await _key.GetAsync(cancellationToken);
        return [.. texts.Select(Measure).Distinct(StringComparer.Ordinal)];

        string Measure(string text) => Convert.ToHexStringLower(
            HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes("instructions\n" + text)).AsSpan(0, 16));
    }

    /// <summary>One of 256: one partition takes 2,000 writes a second.</summary>
    private static string PartitionOf(string name) => $"{Partition}-{name[..2]}";

    private async ValueTask<string> NameAsync(string application, string principal, string id, CancellationToken cancellationToken)
    {
        var key = await _key.GetAsync(cancellationToken);
        var label = Encoding.UTF8.GetBytes($"response\n{application}\n{principal}\n{id}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(key.Span, label));
    }
}

/// <summary>Where a stored response is, and the conversation whose tokens it holds.</summary>
public sealed record StoredResponse
{
    /// <summary>The model's name in the policy.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("deployment")]
    public required string Deployment { get; init; }

    /// <summary>Empty where the application has no tokens.</summary>
    [JsonPropertyName("conversation")]
    public required string Conversation { get; init; }

    /// <summary>
    /// The ids of the tools that its conversation called before it, in order; empty for one that the policy does not know. Null where
    /// they are not known.
    /// </summary>
    [JsonPropertyName("calls")]
    public IReadOnlyList<string>? Calls { get; init; }

    /// <summary>The ids of the tools that it called itself.</summary>
    [JsonPropertyName("made")]
    public IReadOnlyList<string> Made { get; init; } = [];

    /// <summary>Keyed hashes of the system and developer messages that the platform keeps with it and the responses before it.</summary>
    [JsonPropertyName("instructions")]
    public IReadOnlyList<string> Instructions { get; init; } = [];

    /// <summary>The caller did not get it as it was: it is neither given nor continued.</summary>
    [JsonPropertyName("withheld")]
    public bool IsWithheld { get; init; }
}

/// <summary>A call about a stored response instead of a request for a new one.</summary>
/// <param name="Method">GET or DELETE.</param>
/// <param name="Path">Below the model's base address, with its query.</param>
public sealed record StoredResponseCall(StoredResponse Response, string Method, string Path);

[JsonSerializable(typeof(StoredResponse))]
internal sealed partial class StoredResponseJson : JsonSerializerContext;
