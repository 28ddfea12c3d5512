using System.Collections.Frozen;

namespace ServerlessGuard.Core.Policies;

/// <summary>
/// A validated policy: an immutable snapshot. Lookups are by id, ordinal. <see cref="RevisionId"/> is the lower-case hex
/// SHA-256 of the canonical form, so that the same policy in another layout has the same revision.
/// </summary>
public sealed record GuardPolicy
{
    public required string RevisionId { get; init; }

    public required FrozenDictionary<string, ApplicationPolicy> Applications { get; init; }

    public required FrozenDictionary<string, TierPolicy> Tiers { get; init; }

    public required FrozenDictionary<string, ToolPolicy> Tools { get; init; }

    /// <summary>The lists that <c>list:NAME</c> means.</summary>
    public FrozenDictionary<string, ListPolicy> Lists { get; init; } = FrozenDictionary<string, ListPolicy>.Empty;

    public required FrozenDictionary<string, ModelPolicy> Models { get; init; }

    public required FrozenDictionary<string, AttesterPolicy> Attesters { get; init; }

    public required FrozenDictionary<string, CredentialPolicy> Credentials { get; init; }

    public FrozenDictionary<string, EnginePolicy> Engines { get; init; } = FrozenDictionary<string, EnginePolicy>.Empty;

    /// <summary>Capability (<c>change_model</c>, <c>read_content</c>, ...) -> principals that may have it.</summary>
    public required FrozenDictionary<string, IReadOnlyList<string>> Access { get; init; }

    public required FrozenDictionary<string, ConnectorPolicy> Connectors { get; init; }

    /// <summary>The tasks that requests may name, by their ids.</summary>
    public FrozenDictionary<string, TaskPolicy> Tasks { get; init; } = FrozenDictionary<string, TaskPolicy>.Empty;

    public DrillPolicy Drills { get; init; } = new();

    public DetectionPolicy Detection { get; init; } = DetectionPolicy.None;

    public MonitoringPolicy Monitoring { get; init; } = MonitoringPolicy.None;

    /// <summary>
    /// Connectors name tools: then one that writes or sends, and that none names, is reported (explanation, check, evidence).
    /// </summary>
    public bool BindsTools => Connectors.Values.Any(static connector => connector.Tools.Count > 0);

    /// <summary>An application's tier, with the rules and exceptions that are for it.</summary>
    public TierPolicy TierOf(ApplicationPolicy application)
    {
        ArgumentNullException.ThrowIfNull(application);
        var tier = Tiers[application.Tier];
        if (Detection.IsNone)
        {
            return tier;
        }

        var detection = Detection.For(application.Id);
        return tier with { Input = tier.Input with { Detection = detection }, Output = tier.Output with { Detection = detection } };
    }
}

/// <summary>
/// A policy engine that may decide held cases. <paramref name="Secret"/> names the key in the secret store that requests are signed with.
/// </summary>
/// <param name="Content">Whether it is sent the content; else only what the case says of itself.</param>
public sealed record EnginePolicy(string Id, Uri Url, string Secret, bool Content);

/// <summary>An attester of revalidations: its Ed25519 public key (32 bytes), and how long its attestations are valid.</summary>
public sealed record AttesterPolicy(string Id, ReadOnlyMemory<byte> PublicKey, TimeSpan ValidFor);

/// <summary>A connection from a tool to a system of record, with its owner and identity.</summary>
public sealed record ConnectorPolicy(string Id, string Owner, string Identity, IReadOnlyList<string> Scopes)
{
    /// <summary>The tools that it runs.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>The only places that its tools send to; empty for any.</summary>
    public IReadOnlyList<string> Destinations { get; init; } = [];
}

/// <summary>The tools that a task uses, fixed before the model reads anything; a call of another needs a person.</summary>
public sealed record TaskPolicy(string Id, IReadOnlyList<string> Tools);
