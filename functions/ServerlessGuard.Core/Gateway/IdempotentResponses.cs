using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Requests with an Idempotency-Key: the same key and body get the first request's answer, or its case, byte for byte.
/// Answers are kept encrypted for <see cref="Retention"/>, and up to <see cref="LargestResponse"/>. Thread-safe.
/// </summary>
public sealed class IdempotentResponses(IDocumentStore documents, IKeyRing keys, ISecretStore secrets, IEntropy entropy, TimeProvider clock)
{
    private const string Partition = "idempotency";

    /// <summary>Larger answers are sent and not kept: a repeat is then refused, never answered anew.</summary>
    public const int LargestResponse = 512 * 1024;

    /// <summary>A key that is not answered by then belonged to a request that died.</summary>
    private static readonly TimeSpan RunningWithin = TimeSpan.FromMinutes(15);

    private readonly SharedKey _key = new(secrets, entropy, "guard-idempotency");
    private readonly DocumentSeal _seal = new(keys, entropy);

    /// <summary>How long an answer is kept at most; less where its tier keeps content for less.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Claims the key for this request, or says what became of the first one. Throws <see cref="StoreUnavailableException"/>.
    /// </summary>
    public async ValueTask<IdempotencyResult> BeginAsync(InboundCall call, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var secret = await _key.GetAsync(cancellationToken);
        var name = Mac(secret, $"key\n{call.Application.Id}\n{call.Principal}\n{key}");
        var external = call.ExternalResponse ?? default;
        var body = Mac(
            secret,
            $"body\n{WireName.Of(call.Protocol)}\n{call.Case}\n{call.Conversation}\n{(call.ExternalResponse is null ? "" : $"{external.Length}\n")}",
            external, call.Body);
        var running = JsonSerializer.SerializeToUtf8Bytes(new IdempotencyRecord { Body = body }, IdempotencyJson.Default.IdempotencyRecord);
        if (await documents.CreateAsync(
            PartitionOf(name), name, running, clock.GetUtcNow() + RunningWithin, cancellationToken) is { } created)
        {
            return new IdempotencyResult.Begun(name, created.Version, body) { Retention = RetentionOf(call) };
        }

        if (await documents.GetAsync(PartitionOf(name), name, cancellationToken) is not { } found
            || JsonSerializer.Deserialize(found.Body.Span, IdempotencyJson.Default.IdempotencyRecord) is not { } kept)
        {
            return new IdempotencyResult.Running();
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept.Body), Encoding.ASCII.GetBytes(body)))
        {
            return new IdempotencyResult.OtherBody();
        }

        return kept switch
        {
            { IsTooLarge: true } => new IdempotencyResult.NotKept(),
            { WrappedKey: { Length: > 0 } wrapped, Answer: { Length: > 0 } answer } =>
                new IdempotencyResult.Answered(await OpenAsync(name, wrapped, answer, cancellationToken)),
            _ => new IdempotencyResult.Running(),
        };
    }

    private static TimeSpan RetentionOf(InboundCall call)
    {
        var retained = call.Policy.Tiers[call.Application.Tier].Retain.Content;
        return retained < Retention ? retained : Retention;
    }

    /// <summary>Keeps the answer of a request that was begun.</summary>
    public async ValueTask EndAsync(IdempotencyResult.Begun begun, RecordedResponse answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(begun);
        ArgumentNullException.ThrowIfNull(answer);
        var kept = answer.Body.Length > LargestResponse
            ? new IdempotencyRecord { Body = begun.Body, IsTooLarge = true }
            : await SealAsync(begun, answer, cancellationToken);
        var body = JsonSerializer.SerializeToUtf8Bytes(kept, IdempotencyJson.Default.IdempotencyRecord);
        await documents.ReplaceAsync(
            PartitionOf(begun.Name), begun.Name, body, begun.Version, clock.GetUtcNow() + begun.Retention, cancellationToken);
    }

    /// <summary>Lets the key be used again: the request had no answer that is worth keeping.</summary>
    public async ValueTask ForgetAsync(IdempotencyResult.Begun begun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(begun);
        await documents.DeleteAsync(PartitionOf(begun.Name), begun.Name, begun.Version, cancellationToken);
    }

    private async ValueTask<IdempotencyRecord> SealAsync(
        IdempotencyResult.Begun begun, RecordedResponse answer, CancellationToken cancellationToken)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(answer, IdempotencyJson.Default.RecordedResponse);
        var (wrapped, body) = await _seal.SealAsync(begun.Name, plain, cancellationToken);
        return new IdempotencyRecord { Body = begun.Body, WrappedKey = wrapped, Answer = body };
    }

    private async ValueTask<RecordedResponse> OpenAsync(string name, byte[] wrapped, byte[] answer, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(
            await _seal.OpenAsync(name, wrapped, answer, cancellationToken), IdempotencyJson.Default.RecordedResponse)
        ?? throw new CryptographicException("The kept answer is empty.");

    /// <summary>One of 256: names are keyed hashes, and one partition takes 2,000 writes a second.</summary>
    private static string PartitionOf(string name) => $"{Partition}-{name[..2]}";

    private static string Mac(ReadOnlyMemory<byte> key, string label, params ReadOnlySpan<ReadOnlyMemory<byte>> contents)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span);
        hmac.AppendData(Encoding.UTF8.GetBytes(label));
        foreach (var content in contents)
        {
            hmac.AppendData(content.Span);
        }

        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}

/// <summary>An answer as it was sent. <see cref="ToString"/> shows nothing of it.</summary>
public sealed record RecordedResponse(
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("contentType")] string ContentType,
    [property: JsonPropertyName("headers")] IReadOnlyList<KeyValuePair<string, string>> Headers,
    [property: JsonPropertyName("body")] byte[] Body)
{
    public override string ToString() => $"RecordedResponse {{ {Status} }}";
}

[JsonSerializable(typeof(IdempotencyRecord))]
[JsonSerializable(typeof(RecordedResponse))]
internal sealed partial class IdempotencyJson : JsonSerializerContext;
