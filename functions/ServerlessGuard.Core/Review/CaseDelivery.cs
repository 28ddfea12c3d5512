using System.Globalization;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Delivers approved content: inspects it again where the policy has changed since, turns its tokens back, and writes that
/// it was released before it is. Thread-safe.
/// </summary>
public sealed class CaseDelivery(
    CaseStore store, CaseOutbox settling, CaseInspection inspection, CaseTokens tokens, IAuditLog audit, IPolicySource policies,
    TimeProvider clock)
{
    /// <summary>Null when somebody else changed the case meanwhile.</summary>
    public async ValueTask<ReleaseResult?> ReleaseAsync(VersionedCase found, CaseContent content, CancellationToken cancellationToken)
    {
        var (value, policy, now) = (found.Case, policies.Current, clock.GetUtcNow());
        if (value.Approval!.PolicyRevision != policy.RevisionId
            && await inspection.StricterAsync(value, content, cancellationToken) is { Count: > 0 })
        {
            if (value.State == CaseState.Released)
            {
                return new ReleaseResult.Never(value, "released_already");
            }

            var reopened = await store.ReplaceAsync(CaseTransitions.Reopen(value, now, "policy-stricter"), found, cancellationToken);
            return reopened is null
                ? null
                : new ReleaseResult.Pending((await settling.WriteEntriesAsync(reopened, cancellationToken)).Case);
        }

        var answer = (JsonObject)content.Answer!.DeepClone();
        var restored = await tokens.RestoreAsync(value, content, answer, policy, cancellationToken);
        if (value.State != CaseState.Released)
        {
            if (await store.ReplaceAsync(
                CaseTransitions.Release(value, value.Caller!, now), found, cancellationToken) is not { } released)
            {
                return null;
            }

            value = (await settling.WriteEntriesAsync(released, cancellationToken)).Case;
        }

        if (restored > 0)
        {
            await RecordRestoredAsync(value, restored, cancellationToken);
        }

        return new ReleaseResult.Released(value, GatewayJson.ToBytes(answer));
    }

    private async ValueTask RecordRestoredAsync(
        CaseRecord value, int count, CancellationToken cancellationToken) => await audit.AppendAsync(
        new AuditEntry
        {
            Kind = AuditKinds.TokensRestored,
            Time = clock.GetUtcNow(),
            Actor = value.Caller!,
            Interaction = value.Interaction,
            Application = value.Application,
            Tier = value.Tier,
            PolicyRevision = policies.Current.RevisionId,
            Facts = new Dictionary<string, string>
            {
                ["count"] = count.ToString(CultureInfo.InvariantCulture),
                ["location"] = "release",
                ["case"] = value.Id
            },
        },
        cancellationToken);
}
