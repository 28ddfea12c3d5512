using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Access;

/// <summary>
/// Changes of grants, and keys that somebody read or regenerated. The event only names the resource: grants are
/// read from the platform at once, and an alert reports a grant that the policy does not name. A forged event costs a
/// review.
/// </summary>
public sealed class AccessEventHandler(AccessChangeReview changes, IAlertSink alerts, TimeProvider clock) : IGuardEventHandler
{
    private const string Authorization = "/providers/Microsoft.Authorization/";

    /// <summary>Keys are read whenever they are rotated: for those, a review of the last hour will do.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    private static readonly string[] Assigning =
    [
        "Microsoft.Authorization/roleAssignments/write",
        "Microsoft.Authorization/roleAssignments/delete",
    ];

    public IReadOnlyList<string> Types { get; } = [ResourceEvent.Write, ResourceEvent.Delete, ResourceEvent.Action];

    public async Task HandleAsync(GuardEvent value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (ResourceEvent.Of(value) is not { Operation: { } operation } hint)
        {
            return;
        }

        if (Assigning.Contains(operation, StringComparer.OrdinalIgnoreCase))
        {
            var review = await changes.ReviewSinceAsync(value.Time, cancellationToken);
            foreach (var given in review.Grants.Where(
                g => g.Flags.HasFlag(GrantFlags.Unexpected) && string.Equals(g.Scope, ScopeOf(hint), StringComparison.OrdinalIgnoreCase))
                .GroupBy(static g => (g.Principal, g.Through, g.Scope)))
            {
                await AlertUnexpectedAsync([.. given], cancellationToken);
            }
        }
        else if (Capabilities.ListKeys.Contains(operation, StringComparer.OrdinalIgnoreCase))
        {
            var review = await changes.ReviewSinceAsync(value.Time - Recent, cancellationToken);
            if (!IsExpected(review, hint))
            {
                await AlertKeysAsync(hint, operation, cancellationToken);
            }
        }
    }

    /// <summary>The scope on which a role was assigned: the id of an assignment begins with it.</summary>
    private static string ScopeOf(ResourceChange hint)
    {
        var at = hint.Resource.LastIndexOf(Authorization, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? hint.Resource : hint.Resource[..at];
    }

    /// <summary>Whether the actor may read keys there, and the policy names it for that.</summary>
    private static bool IsExpected(AccessReview review, ResourceChange hint) => hint.ObjectId is { } id && review.Grants.Any(grant =>
        grant.Capability == Capability.ReadSecrets
        && !grant.Flags.HasFlag(GrantFlags.Unexpected)
        && grant.Principal.EndsWith(":" + id, StringComparison.OrdinalIgnoreCase)
        && ResourceEvent.AreRelated(grant.Resource, hint.Resource));

    private ValueTask AlertUnexpectedAsync(IReadOnlyList<Grant> given, CancellationToken cancellationToken)
    {
        var (first, can) = (given[0], string.Join(
            ", ", given.Select(static g => Capabilities.NameOf(g.Capability)).Distinct(StringComparer.Ordinal)));
        return alerts.RaiseAsync(
            new Alert
            {
                Code = "access.unexpected",
                Severity = AlertSeverity.Critical,
                Message =
                    $"{first.Name ?? first.Principal} was given the role {first.Through} on {first.Scope}: it allows {can}, and the policy's access names nobody like that. Take it back, or name the principal.",
                Time = clock.GetUtcNow(),
                DedupeKey = $"{first.Principal} {first.Through} {first.Scope}",
                Tags = new Dictionary<string, string> { ["principal"] = first.Principal, ["scope"] = first.Scope },
            },
            cancellationToken);
    }

    private ValueTask AlertKeysAsync(ResourceChange hint, string operation, CancellationToken cancellationToken) => alerts.RaiseAsync(
        new Alert
        {
            Code = "access.keys-read",
            Severity = AlertSeverity.Warning,
            Message =
                $"Azure reports {operation} on {ResourceEvent.Shown(hint.Resource)}, by {hint.Actor ?? "somebody it does not name"}, whom the policy does not name for read_secrets. If nobody should have that key, rotate it: 'guard rotate'.",
            Time = clock.GetUtcNow(),
            DedupeKey = $"{hint.Actor} {ResourceEvent.Shown(hint.Resource)}",
        },
        cancellationToken);
}
