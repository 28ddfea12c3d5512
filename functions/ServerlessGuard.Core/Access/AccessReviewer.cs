using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Core.Access;

/// <summary>
/// Reviews who can do what: reads every source, holds the grants against the policy, lists machines, and records the
/// outcome (<c>access.reviewed</c>). Facts of the entry, each a count unless said otherwise: source (names), grants,
/// principals, resources, unexpected, broad, stale, unowned, orphaned and dormant (machines), old_keys, usage (known or unknown).
/// </summary>
public sealed class AccessReviewer
{
    private readonly IReadOnlyList<IAccessSource> _sources;
    private readonly IAccessUsage? _usage;
    private readonly MachineInventory _machines;
    private readonly IAuditLog _audit;
    private readonly TimeProvider _clock;
    private readonly AccessOptions _options;

    /// <param name="sources">All are read.</param>
    /// <param name="rotations">The rotations of credentials.</param>
    /// <param name="audit">The log that records the outcome.</param>
    /// <param name="clock">The time of the review.</param>
    /// <param name="options">Bounds; null takes the defaults.</param>
    /// <param name="usage">The last acts of principals; null reports no grant as stale.</param>
    /// <param name="secrets">Used where <see cref="AccessOptions.ReadsSecretVersions"/> says so.</param>
    /// <param name="keys">Callers' keys, on a host that has its own.</param>
    public AccessReviewer(
        IEnumerable<IAccessSource> sources, RotationJournal rotations, IAuditLog audit, TimeProvider clock, AccessOptions? options = null,
        IAccessUsage? usage = null, ISecretStore? secrets = null, CallerKeys? keys = null)
    {
        (_sources, _usage, _audit, _clock, _options) = ([.. sources], usage, audit, clock, options ?? new AccessOptions());
        _machines = new MachineInventory(rotations, _options.ReadsSecretVersions ? secrets : null, keys, clock, _options.StaleAfter);
    }

    /// <summary>Throws <see cref="StoreUnavailableException"/> when a source cannot be read whole, or the entry is not durable.</summary>
    public async ValueTask<AccessReview> RunAsync(GuardPolicy policy, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var now = _clock.GetUtcNow();
        var used = _usage is null ? null : await _usage.LastUsedAsync(now - _options.StaleAfter, cancellationToken);
        var grants = new List<Grant>();
        foreach (var source in _sources)
        {
            grants.AddRange(
                (await source.ReadAsync(policy, cancellationToken)).Select(grant => GrantEvaluator.Evaluate(grant, policy, used)));
        }

        var machines = await _machines.ReadAsync(policy, grants, used, cancellationToken);
        var review = new AccessReview(
            now, string.Join(',', _sources.Select(static s => s.Name)), policy.RevisionId, grants, machines, used is not null);
        await RecordAsync(review, actor, cancellationToken);
        return review;
    }

    private async ValueTask RecordAsync(AccessReview review, string actor, CancellationToken cancellationToken)
    {
        string Count(GrantFlags flag) => Text(review.Grants.Count(grant => grant.Flags.HasFlag(flag)));
        await _audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.AccessReviewed,
                Time = review.Time,
                Actor = actor,
                PolicyRevision = review.PolicyRevision,
                Facts = new Dictionary<string, string>
                {
                    ["source"] = review.Source,
                    ["grants"] = Text(review.Grants.Count),
                    ["principals"] = Text(review.Grants.Select(static g => g.Principal).Distinct(StringComparer.OrdinalIgnoreCase).Count()),
                    ["resources"] = Text(review.Grants.Select(static g => g.Resource).Distinct(StringComparer.OrdinalIgnoreCase).Count()),
                    ["unexpected"] = Count(GrantFlags.Unexpected),
                    ["broad"] = Count(GrantFlags.Broad),
                    ["stale"] = Count(GrantFlags.Stale),
                    ["unowned"] = Count(GrantFlags.Unowned),
                    ["orphaned"] = Text(review.Machines.Count(static m => m.IsOrphaned)),
                    ["dormant"] = Text(review.Machines.Count(static m => m.IsDormant)),
                    ["old_keys"] = Text(review.Machines.Count(static m => m.IsOld)),
                    ["usage"] = review.IsUsageKnown ? "known" : "unknown",
                },
            },
            cancellationToken);
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The last acts of principals: telemetry queries behind a port.</summary>
public interface IAccessUsage
{
    /// <summary>
    /// Principal (as <see cref="Grant.Principal"/> writes it) -> when it last acted since <paramref name="since"/>. A
    /// principal that did not act is absent; null when the logs do not reach back that far, so that nothing can be said.
    /// </summary>
    ValueTask<IReadOnlyDictionary<string, DateTimeOffset>?> LastUsedAsync(DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>A finished review: every grant with its flags, and the machines and connectors behind them.</summary>
public sealed record AccessReview(
    DateTimeOffset Time, string Source, string PolicyRevision, IReadOnlyList<Grant> Grants, IReadOnlyList<MachineIdentity> Machines,
    bool IsUsageKnown)
{
    /// <summary>Nobody can do what the policy does not name him for.</summary>
    public bool IsAsExpected => !Grants.Any(static grant => grant.Flags.HasFlag(GrantFlags.Unexpected));

    /// <summary>
    /// The effective access of one principal: its own grants and the machines that are it or that it answers for. A group is a principal of
    /// its own: the members of a group are not known here.
    /// </summary>
    /// <param name="who">A principal as grants and the policy name it, or a display name; case does not count.</param>
    public AccessReview Of(string who) => this with
    {
        Grants = [.. Grants.Where(g => Is(who, g.Principal) || Is(who, g.Name))],
        Machines = [.. Machines.Where(m => Is(who, m.Identity) || Is(who, m.Id) || Is(who, m.Owner))],
    };

    private static bool Is(string who, string? name) => string.Equals(who, name, StringComparison.OrdinalIgnoreCase);
}
