using System.Security.Cryptography;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Deployments;

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
        json.Member("trainingFiles", revision.TrainingFiles.Count == 0 ? null : string.Join(',', revision.TrainingFiles.Order(StringComparer.Ordinal)));
        json.Member("weightsDigest", revision.WeightsDigest);
        return Convert.ToHexStringLower(SHA256.HashData(json.End()));
    }
}
