using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// The cases' documents: those that still change in one partition, ended ones in another, both by id. A case that ends is
/// written to the second before it leaves the first, so that it is always found.
/// </summary>
public sealed class CaseStore(IDocumentStore documents, CaseSignatures signatures)
{
    public const string Live = "cases";
    public const string Ended = "cases-ended";

    public async ValueTask<VersionedCase?> FindAsync(string id, CancellationToken cancellationToken) =>
        Read(await documents.GetAsync(Live, id, cancellationToken)) ?? Read(await documents.GetAsync(Ended, id, cancellationToken));

    public async ValueTask<bool> CreateAsync(CaseRecord value, CancellationToken cancellationToken) =>
        await documents.CreateAsync(Live, value.Id, Write(value), null, cancellationToken) is not null;

    /// <summary>
    /// The case with its new version, or null when somebody else wrote meanwhile. Signs the decisions that <paramref name="value"/> adds
    /// to the case that
    /// was read, and no other: what was in the document already does not become true by being written again.
    /// </summary>
    public async ValueTask<VersionedCase?> ReplaceAsync(CaseRecord value, VersionedCase read, CancellationToken cancellationToken)
    {
        value = await signatures.SignAsync(value, read.Case.Journal.Count, cancellationToken);
        return await documents.ReplaceAsync(Live, value.Id, Write(value), read.Stored, null, cancellationToken) is { } written
            ? new VersionedCase(value, written.Version)
            : null;
    }

    /// <summary>Puts an ended case where it stays.</summary>
    public async ValueTask EndAsync(VersionedCase value, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        await documents.CreateAsync(Ended, value.Case.Id, Write(value.Case), expires, cancellationToken);
        await documents.DeleteAsync(Live, value.Case.Id, value.Stored, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<VersionedCase>> ListAsync(
        bool ended, string? after, int limit, CancellationToken cancellationToken)
    {
        var page = await documents.ListAsync(ended ? Ended : Live, after, limit, cancellationToken);
        var cases = new VersionedCase[page.Count];
        for (var i = 0; i < page.Count; i++)
        {
            cases[i] = Read(page[i])!;
        }

        return cases;
    }

    private static byte[] Write(CaseRecord value) => JsonSerializer.SerializeToUtf8Bytes(value, CaseJson.Default.CaseRecord);

    private static VersionedCase? Read(Document? document) => document is null
        ? null
        : new VersionedCase(JsonSerializer.Deserialize(document.Body.Span, CaseJson.Default.CaseRecord)!, document.Version);
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CaseRecord))]
[JsonSerializable(typeof(CaseContent))]
[JsonSerializable(typeof(ReleaseTicket))]
[JsonSerializable(typeof(QueueLoad))]
[JsonSerializable(typeof(Dictionary<string, RecordedCase>))]
internal sealed partial class CaseJson : JsonSerializerContext;
