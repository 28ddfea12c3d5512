namespace ServerlessGuard.Core.Access;

/// <summary>A finished review: every grant with its flags, and the machines and connectors behind them.</summary>
public sealed record AccessReview(DateTimeOffset Time, string Source, string PolicyRevision, IReadOnlyList<Grant> Grants, IReadOnlyList<MachineIdentity> Machines, bool IsUsageKnown)
{
    /// <summary>Nobody can do what the policy does not name him for.</summary>
    public bool IsAsExpected => !Grants.Any(static grant => grant.Flags.HasFlag(GrantFlags.Unexpected));
}
