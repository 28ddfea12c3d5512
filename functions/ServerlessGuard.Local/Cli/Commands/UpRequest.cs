using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>The options of <c>guard up</c>. <see cref="ToString"/> leaves the key out.</summary>
internal sealed record UpRequest
{
    public required IReadOnlyList<string> Urls { get; init; }

    public required string DataFolder { get; init; }

    public string? Policy { get; init; }

    /// <summary>Models and tools of a guard without a policy file.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>The API of those models, by the policy's word.</summary>
    public string Platform { get; init; } = PlatformNames.OpenAI;

    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    public IReadOnlyList<string> EventOrigins { get; init; } = [];

    /// <summary>Null: the simulated model.</summary>
    public Uri? Upstream { get; init; }

    public string? UpstreamKey { get; init; }

    /// <summary>A witness that cosigns the log's checkpoints, with the key that its signatures are held to.</summary>
    public WitnessRegistration? Witness { get; init; }

    /// <summary>A file outside the data folder that keeps the log's newest checkpoint; null keeps none.</summary>
    public string? CheckpointFile { get; init; }

    public bool Metrics { get; init; }

    /// <summary>The MCP servers to serve; null serves none.</summary>
    public McpConfig? Mcp { get; init; }

    /// <summary>Null: the default of each kind of work.</summary>
    public TimeSpan? Lease { get; init; }

    public StorageTargets StorageTargets { get; init; } = StorageTargets.Local;

    public bool Json { get; init; }

    public override string ToString() => $"UpRequest {{ {string.Join(';', Urls)} }}";
}
