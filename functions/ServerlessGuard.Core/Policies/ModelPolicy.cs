namespace ServerlessGuard.Core.Policies;

/// <summary>A model behind the gateway.</summary>
public sealed record ModelPolicy
{
    /// <summary>The name that callers use.</summary>
    public required string Id { get; init; }

    /// <summary><c>azure-openai</c>, <c>azure-ml</c> or <c>openai</c> (any OpenAI-compatible endpoint).</summary>
    public required string Platform { get; init; }

    /// <summary>The base address; null uses the host's upstream.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The deployment's (or upstream model's) name; defaults to <see cref="Id"/>.</summary>
    public required string Deployment { get; init; }

    public string? Standby { get; init; }

    /// <summary>Path of the probe suite, relative to the policy file.</summary>
    public string? Probes { get; init; }

    /// <summary>The environment variable with the key of <see cref="Endpoint"/>, for an embedded guard; null for none.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>How long an answer may take to begin; null: as long as the host waits.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The models that stand in, in this order, while this one is out of service.</summary>
    public IReadOnlyList<string> Fallback { get; init; } = [];

    /// <summary>ARM id of the account or workspace endpoint that serves it; null outside Azure.</summary>
    public string? Resource { get; init; }
}
