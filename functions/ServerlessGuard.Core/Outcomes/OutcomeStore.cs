using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Outcomes;

/// <summary>
/// Outcomes and judgements as documents. Each instance writes documents of its own, so that no write conflicts; readers
/// add them up.
/// </summary>
public sealed class OutcomeStore(IDocumentStore documents, TimeProvider clock, OutcomeOptions options)
{
    public const string Partition = "outcomes";
    public const string CasePartition = "outcome-cases";
    public const string JudgementPartition = "outcome-judgements";

    private const int Page = 200;

    /// <summary>The counts of all instances, by model, then by <see cref="ServedDeployment.Key"/>.</summary>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyDictionary<string, ServedTotals>>> ReadAsync(
        CancellationToken cancellationToken)
    {
        var models = new Dictionary<string, Dictionary<string, ServedTotals>>(StringComparer.Ordinal);
        await foreach (var document in ListAsync(Partition, cancellationToken))
        {
            var counted = JsonSerializer.Deserialize(document.Body.Span, OutcomeJson.Default.OutcomeDocument)!;
            var served = models.TryGetValue(counted.Served.Model, out var known) ? known : models[counted.Served.Model] = [];
            var key = counted.Served.Key();
            served[key] = new ServedTotals(
                counted.Served, (served.GetValueOrDefault(key)?.Counts ?? OutcomeCounts.None).Add(counted.Counts));
        }

        return models.ToDictionary(
            static m => m.Key, static m => (IReadOnlyDictionary<string, ServedTotals>)m.Value, StringComparer.Ordinal);
    }

    /// <summary>The state of a model's baseline and candidates.</summary>
    public async ValueTask<ModelOutcomes> ReadModelAsync(string model, CancellationToken cancellationToken) =>
        (await LoadModelAsync(model, cancellationToken)).State;

    internal async ValueTask<(ModelOutcomes State, string? Version)> LoadModelAsync(string model, CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync(JudgementPartition, ModelKeys.Of(model), cancellationToken);
        var state = document is null ? null : JsonSerializer.Deserialize(document.Body.Span, OutcomeJson.Default.ModelOutcomes);
        return (state ?? new ModelOutcomes { Model = model }, document?.Version);
    }

    /// <summary>False when another instance wrote meanwhile.</summary>
    internal async ValueTask<bool> SaveModelAsync(ModelOutcomes state, string? version, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(state, OutcomeJson.Default.ModelOutcomes);
        return (version is null
            ? await documents.CreateAsync(JudgementPartition, ModelKeys.Of(state.Model), body, null, cancellationToken)
            : await documents.ReplaceAsync(
                JudgementPartition, ModelKeys.Of(state.Model), body, version, null, cancellationToken)) is not null;
    }

    internal async ValueTask WriteAsync(string instance, OutcomeDocument counted, CancellationToken cancellationToken)
    {
        var key = $"{counted.Served.Key()}.{instance}";
        var body = JsonSerializer.SerializeToUtf8Bytes(counted, OutcomeJson.Default.OutcomeDocument);
        var expires = clock.GetUtcNow() + options.Retention;
        if (await documents.GetAsync(Partition, key, cancellationToken) is { } standing)
        {
            await documents.ReplaceAsync(Partition, key, body, standing.Version, expires, cancellationToken);
        }
        else
        {
            await documents.CreateAsync(Partition, key, body, expires, cancellationToken);
        }
    }

    internal async ValueTask RememberAsync(string caseId, ServedDeployment served, CancellationToken cancellationToken) =>
        await documents.CreateAsync(
            CasePartition, caseId, JsonSerializer.SerializeToUtf8Bytes(served, OutcomeJson.Default.ServedDeployment),
            clock.GetUtcNow() + options.Retention, cancellationToken);

    /// <summary>Takes the deployment that answered in a held case, once: null when it is unknown or was taken before.</summary>
    internal async ValueTask<ServedDeployment?> TakeAsync(string caseId, CancellationToken cancellationToken) =>
        await documents.GetAsync(CasePartition, caseId, cancellationToken) is { } document
            && await documents.DeleteAsync(CasePartition, caseId, document.Version, cancellationToken)
            ? JsonSerializer.Deserialize(document.Body.Span, OutcomeJson.Default.ServedDeployment)
            : null;

    private async IAsyncEnumerable<Document> ListAsync(
        string partition, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        while (await documents.ListAsync(partition, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var document in page)
            {
                yield return document;
            }

            after = page[^1].Key;
        }
    }
}

/// <summary>Names of facts in an entry that judges outcomes; the log workspace reads them back.</summary>
public static class OutcomeFacts
{
    /// <summary>Begins the name of the evidence against a revision; the metric follows.</summary>
    public const string Evidence = "evidence.";

    /// <summary>From which evidence on a revision counts as worse.</summary>
    public const string EvidenceNeeded = "evidence_needed";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(OutcomeDocument))]
[JsonSerializable(typeof(ModelOutcomes))]
[JsonSerializable(typeof(ServedDeployment))]
internal sealed partial class OutcomeJson : JsonSerializerContext;

/// <summary>The counts of one instance for one deployment's revision since the instance started.</summary>
internal sealed record OutcomeDocument(
    [property: JsonPropertyName("served")] ServedDeployment Served,
    [property: JsonPropertyName("counts")] OutcomeCounts Counts);
