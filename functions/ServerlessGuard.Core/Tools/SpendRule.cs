using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// The amounts that the calls of a tool by one application may spend in any period:
/// <c>spend: { argument: amount, most: 1000, per: 24h }</c>.
/// One document holds the amounts, replaced only as it was read, so that instances together never let more through. A call that a
/// person must approve has spent its amount already. If the document is gone, what this process knows still counts.
/// </summary>
internal sealed class SpendRule(IDocumentStore documents, TimeProvider clock) : ILimitingRule
{
    public const string Reason = "tool.spend";

    private const int MostTries = 100;
    private const string Key = "spent";

    private readonly ConcurrentDictionary<string, Ledger> _ledgers = new(StringComparer.Ordinal);

    public async ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        if (request.IsReplay
            || request.Tool is not { Spend: { } limit } tool
            || !request.Application.MayUse(tool.Id))
        {
            return new Verdict.Allow();
        }

        if (Amount(request, limit.Argument) is not { } amount)
        {
            request.Explain($"{limit.Argument} is no amount that can be counted.");
            return new Verdict.Block([Reason]);
        }

        var partition = $"tool-spend-{request.Application.Id}~{tool.Id}";
        var ledger = _ledgers.GetOrAdd(partition, static _ => new Ledger());
        await ledger.Turn.WaitAsync(cancellationToken);
        try
        {
            return await SpendAsync(request, partition, ledger, limit, amount, cancellationToken);
        }
        finally
        {
            ledger.Turn.Release();
        }
    }

    private async ValueTask<Verdict> SpendAsync(
        ToolRequest request, string partition, Ledger ledger, SpendLimit limit, decimal amount, CancellationToken cancellationToken)
    {
        for (var tried = 0; tried < MostTries; tried++)
        {
            var now = clock.GetUtcNow();
            var document = await documents.GetAsync(partition, Key, cancellationToken);
            var spent = (document is null ? ledger.Known : Read(document.Body.Span))
                .Where(one => DateTimeOffset.FromUnixTimeSeconds(one.At) + limit.Per > now)
                .ToList();
            var sum = spent.Sum(static one => one.Amount);
            if (sum + amount > limit.Most)
            {
                ledger.Known = spent;
                request.Explain(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{amount} is above what is left: {sum} of {limit.Most} are spent in {PolicyUnits.Show(limit.Per)}."));
                return new Verdict.Block([Reason]);
            }

            Add(spent, now.ToUnixTimeSeconds(), amount);
            var body = JsonSerializer.SerializeToUtf8Bytes(new SpendRecord(spent), SpendJson.Default.SpendRecord);
            var expires = now + limit.Per;
            var written = document is null
                ? await documents.CreateAsync(partition, Key, body, expires, cancellationToken)
                : await documents.ReplaceAsync(partition, Key, body, document.Version, expires, cancellationToken);
            if (written is not null)
            {
                ledger.Known = spent;
                return new Verdict.Allow();
            }
        }

        request.Explain("Too many calls spend at once.");
        return new Verdict.Block([Reason]);
    }

    /// <summary>Calls of one second are one line, so that the document stays small.</summary>
    private static void Add(List<Spent> spent, long at, decimal amount)
    {
        if (spent.Count > 0 && spent[^1].At == at)
        {
            spent[^1] = spent[^1] with { Amount = spent[^1].Amount + amount };
        }
        else
        {
            spent.Add(new Spent(at, amount));
        }
    }

    private static decimal? Amount(ToolRequest request, string argument) =>
        request.Read() is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(argument, out var value)
        && (value.ValueKind == JsonValueKind.Number ? value.TryGetDecimal(out var amount)
            : value.ValueKind == JsonValueKind.String & Quantities.TryNumber(value.ToString(), out amount))
        && amount is >= 0 and < 1_000_000_000_000m
            ? amount
            : null;

    private static List<Spent> Read(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? [] : [.. JsonSerializer.Deserialize(body, SpendJson.Default.SpendRecord)!.Entries];

    private sealed class Ledger
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public List<Spent> Known { get; set; } = [];
    }
}

/// <summary>The amounts that a tool's calls have spent, oldest first.</summary>
internal sealed record SpendRecord([property: JsonPropertyName("entries")] IReadOnlyList<Spent> Entries);

/// <summary>An amount and when it was spent, in seconds of Unix time.</summary>
internal sealed record Spent([property: JsonPropertyName("at")] long At, [property: JsonPropertyName("amount")] decimal Amount);

[JsonSerializable(typeof(SpendRecord))]
internal sealed partial class SpendJson : JsonSerializerContext;
