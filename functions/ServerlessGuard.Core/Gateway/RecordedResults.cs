using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// The results of tools that agents ran themselves, by the conversation that the header Guard-Conversation names: later decisions know what
/// came from outside, even where the agent sends a shorter history. Sealed, for <see cref="Retention"/> at most. Thread-safe.
/// </summary>
internal sealed class RecordedResults(IDocumentStore documents, IKeyRing keys, ISecretStore secrets, IEntropy entropy, TimeProvider clock)
{
    /// <summary>Characters that one conversation keeps; what comes after counts as read and is not kept.</summary>
    public const int MostCharacters = 256 * 1024;

    /// <summary>Results that one conversation keeps.</summary>
    public const int MostResults = 500;

    private const string Partition = "idempotency";
    private const int Attempts = 20;

    private readonly SharedKey _key = new(secrets, entropy, "guard-idempotency");
    private readonly DocumentSeal _seal = new(keys, entropy);

    /// <summary>How long results are kept after the last one; less where the tier keeps content for less.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromHours(24);

    /// <summary>The results of the call's conversation; none where it names none. Throws <see cref="StoreUnavailableException"/>.</summary>
    public async ValueTask<RecordedConversation> FindAsync(InboundCall call, CancellationToken cancellationToken)
    {
        if (call.Conversation is null)
        {
            return RecordedConversation.Empty;
        }

        var name = await NameAsync(call, cancellationToken);
        return await documents.GetAsync(PartitionOf(name), name, cancellationToken) is { } found
            ? await OpenAsync(name, found.Body, cancellationToken)
            : RecordedConversation.Empty;
    }

    /// <summary>Adds results. Those that are there already are not added again. Throws <see cref="StoreUnavailableException"/>.</summary>
    public async ValueTask KeepAsync(InboundCall call, IEnumerable<Utterance> results, CancellationToken cancellationToken)
    {
        if (call.Conversation is null)
        {
            return;
        }

        var name = await NameAsync(call, cancellationToken);
        var expires = clock.GetUtcNow() + RetentionOf(call);
        RecordedResult[] added = [.. results.Select(static one => new RecordedResult(one.Tool, one.Arguments, one.Texts))];
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var found = await documents.GetAsync(PartitionOf(name), name, cancellationToken);
            var before = found is null ? RecordedConversation.Empty : await OpenAsync(name, found.Body, cancellationToken);
            var plain = JsonSerializer.SerializeToUtf8Bytes(before.With(added), RecordedResultsJson.Default.RecordedConversation);
            var (wrapped, body) = await _seal.SealAsync(name, plain, cancellationToken);
            var document = JsonSerializer.SerializeToUtf8Bytes(
                new SealedResults(wrapped, body), RecordedResultsJson.Default.SealedResults);
            var kept = found is null
                ? await documents.CreateAsync(PartitionOf(name), name, document, expires, cancellationToken)
                : await documents.ReplaceAsync(PartitionOf(name), name, document, found.Version, expires, cancellationToken);
            if (kept is not null)
            {
                return;
            }
        }

        throw new StoreUnavailableException("The conversation's results are contended.");
    }

    private async ValueTask<RecordedConversation> OpenAsync(string name, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var kept = JsonSerializer.Deserialize(body.Span, RecordedResultsJson.Default.SealedResults)
            ?? throw new CryptographicException("The kept results are empty.");
        return JsonSerializer.Deserialize(
            await _seal.OpenAsync(name, kept.WrappedKey, kept.Results, cancellationToken), RecordedResultsJson.Default.RecordedConversation)
            ?? throw new CryptographicException("The kept results are empty.");
    }

    private static TimeSpan RetentionOf(InboundCall call)
    {
        var retained = call.Policy.Tiers[call.Application.Tier].Retain.Content;
        return retained < Retention ? retained : Retention;
    }

    private async ValueTask<string> NameAsync(InboundCall call, CancellationToken cancellationToken)
    {
        var key = await _key.GetAsync(cancellationToken);
        var label = Encoding.UTF8.GetBytes($"results\n{call.Application.Id}\n{call.Principal}\n{call.Conversation}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(key.Span, label));
    }

    /// <summary>One of 256, as other documents of the gateway whose names are keyed hashes.</summary>
    private static string PartitionOf(string name) => $"{Partition}-{name[..2]}";
}

/// <summary>The results of a conversation so far.</summary>
/// <param name="IsCut">There were more than are kept.</param>
internal sealed record RecordedConversation(
    [property: JsonPropertyName("results")] IReadOnlyList<RecordedResult> Results,
    [property: JsonPropertyName("isCut")] bool IsCut)
{
    public static RecordedConversation Empty { get; } = new([], false);

    /// <summary>Nobody knows what the conversation read.</summary>
    public static RecordedConversation Unknown { get; } = new([], true);

    public RecordedConversation With(IReadOnlyList<RecordedResult> added)
    {
        var results = Results.ToList();
        var (left, isCut) = (RecordedResults.MostCharacters - results.Sum(static one => one.Length), IsCut);
        foreach (var one in added.Where(one => !results.Exists(one.IsSame)))
        {
            if (one.Length > left || results.Count == RecordedResults.MostResults)
            {
                isCut = true;
                continue;
            }

            results.Add(one);
            left -= one.Length;
        }

        return new RecordedConversation(results, isCut);
    }

    /// <summary>The calls and results that the conversation of a request does not hold itself.</summary>
    public IEnumerable<Utterance> Beside(IReadOnlyList<Utterance> said)
    {
        foreach (var result in Results)
        {
            var utterance = new Utterance(Speaker.Tool, result.Texts) { Tool = result.Tool, Arguments = result.Arguments };
            if (!said.Any(one => one.Speaker == Speaker.Tool && result.IsSame(new RecordedResult(one.Tool, one.Arguments, one.Texts))))
            {
                yield return new Utterance(Speaker.Call, []) { Tool = result.Tool, Arguments = result.Arguments };
                yield return utterance;
            }
        }
    }

    public override string ToString() => $"RecordedConversation {{ {Results.Count} }}";
}

/// <summary>One result, and the call that it answers.</summary>
internal sealed record RecordedResult(
    [property: JsonPropertyName("tool")] string? Tool,
    [property: JsonPropertyName("arguments")] string? Arguments,
    [property: JsonPropertyName("texts")] IReadOnlyList<string> Texts)
{
    [JsonIgnore]
    public int Length => (Tool?.Length ?? 0) + (Arguments?.Length ?? 0) + Texts.Sum(static text => text.Length);

    public bool IsSame(RecordedResult other) =>
        Tool == other.Tool && Arguments == other.Arguments && Texts.SequenceEqual(other.Texts, StringComparer.Ordinal);

    public override string ToString() => "RecordedResult";
}

/// <summary>The document of a conversation's results.</summary>
internal sealed record SealedResults(
    [property: JsonPropertyName("wrappedKey")] byte[] WrappedKey, [property: JsonPropertyName("results")] byte[] Results);

[JsonSerializable(typeof(SealedResults))]
[JsonSerializable(typeof(RecordedConversation))]
internal sealed partial class RecordedResultsJson : JsonSerializerContext;
