using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Rotation;

/// <summary>The cases of a rotation for human review: a leak to confirm, a rotation that was undone or superseded.</summary>
public sealed class RotationCases(ICaseOpener cases, IPolicySource policies)
{
    private const string LeakPrefix = "leak-";
    private const string RotationPrefix = "rotation-";

    /// <summary>The rotation that a leak's case is about; null for other ids.</summary>
    internal static string? RotationOf(string caseId) =>
        caseId.StartsWith(LeakPrefix, StringComparison.Ordinal) ? caseId[LeakPrefix.Length..] : null;

    /// <summary>The case that asks for a decision on this rotation.</summary>
    internal static string CaseOf(string rotationId) => LeakPrefix + rotationId;

    internal ValueTask<bool> AskAsync(CredentialPolicy policy, Rotation rotation, CancellationToken cancellationToken) =>
        OpenAsync(CaseOf(rotation.Id), CaseKind.Leak, policy, "leaked", cancellationToken);

    internal ValueTask<bool> NotifyAsync(CredentialPolicy policy, Rotation rotation, CancellationToken cancellationToken) =>
        OpenAsync(RotationPrefix + rotation.Id, CaseKind.Rotation, policy, rotation.Fault ?? "failed", cancellationToken);

    private ValueTask<bool> OpenAsync(
        string id, CaseKind kind, CredentialPolicy policy, string reason, CancellationToken cancellationToken) => cases.OpenAsync(
        new NewCase
        {
            Id = id,
            Kind = kind,
            Subject = policy.Id,
            PolicyRevision = policies.Current.RevisionId,
            Reasons = [$"rotation.{reason}"]
        },
        cancellationToken);
}
