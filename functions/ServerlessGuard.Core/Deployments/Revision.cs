using System.Security.Cryptography;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Deployments;

/// <summary>
/// One version of a model, as its platform reports it. Two revisions are the same if all of these are; where a model was
/// put (endpoint, deployment name) is not part of it.
/// </summary>
public sealed record Revision
{
    [JsonPropertyName("modelName")]
    public required string ModelName { get; init; }

    [JsonPropertyName("modelVersion")]
    public required string ModelVersion { get; init; }

    /// <summary>The fine-tuning job that made it; null for a base model or where the platform does not say.</summary>
    [JsonPropertyName("fineTuneJob")]
    public string? FineTuneJob { get; init; }

    /// <summary>SHA-256 of each training file, lower-case hex, in ordinal order.</summary>
    [JsonPropertyName("trainingFiles")]
    public IReadOnlyList<string> TrainingFiles { get; init; } = [];

    /// <summary>The OpenSSF model-signing digest where weights exist: <c>sha256:HEX</c>.</summary>
    [JsonPropertyName("weightsDigest")]
    public string? WeightsDigest { get; init; }

    /// <summary>SHA-256 over the canonical JSON (RFC 8785) of the members above, lower-case hex: the subject of its attestation.</summary>
    [JsonIgnore]
    public string Digest => RevisionJson.Digest(this);

    public bool Equals(Revision? other) => other is not null && Digest == other.Digest;

    public override int GetHashCode() => Digest.GetHashCode(StringComparison.Ordinal);
}

/// <summary>The bytes that stand for a revision in digests: members in ordinal order, RFC 8785; hex lists joined by commas.</summary>
internal static class RevisionJson
{
    private const int Longest = 64 * 1024;

    public static string Digest(Revision revision)
    {
        var json = new CanonicalJson(Longest);
        json.Member("fineTuneJob", revision.FineTuneJob);
        json.Member("modelName", revision.ModelName);
        json.Member("modelVersion", revision.ModelVersion);
        json.Member(
            "trainingFiles",
            revision.TrainingFiles.Count == 0 ? null : string.Join(',', revision.TrainingFiles.Order(StringComparer.Ordinal)));
        json.Member("weightsDigest", revision.WeightsDigest);
        return Convert.ToHexStringLower(SHA256.HashData(json.End()));
    }
}
