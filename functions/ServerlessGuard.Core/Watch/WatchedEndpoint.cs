using ServerlessGuard.Core.Deployments;

namespace ServerlessGuard.Core.Watch;

/// <summary>The state of a model's endpoint at one moment: the whole input of the evaluation.</summary>
public sealed record WatchedEndpoint
{
    public required EndpointState State { get; init; }

    /// <summary>Whether the platform itself divides calls; otherwise each deployment answers to its own name.</summary>
    public required bool DividesTraffic { get; init; }

    /// <summary>Deployment -> share of the gateway's calls; empty while the gateway sends none.</summary>
    public required IReadOnlyDictionary<string, int> Routed { get; init; }

    /// <summary>Valid attestations of the model.</summary>
    public required IReadOnlyList<Attestation> Attestations { get; init; }

    /// <summary>Digests of revisions whose probes failed when they were seen.</summary>
    public IReadOnlyCollection<string> FailedProbes { get; init; } = [];

    /// <summary>Whether the resource's logs go somewhere; null where the host cannot know.</summary>
    public bool? IsDiagnosed { get; init; }
}
