using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Hosting;

/// <summary>The options of an embedded host.</summary>
public sealed record EmbeddedHostOptions
{
    public required string DataFolder { get; init; }

    public required string PolicyFile { get; init; }

    /// <summary>The policy in force until <see cref="PolicyFile"/> exists; null reads the file at the start.</summary>
    public GuardPolicy? InitialPolicy { get; init; }

    /// <summary>Addresses to listen on; port 0 takes a free one.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>
    /// The model behind the gateway, for every model of the policy that names no endpoint of its own: an OpenAI-compatible base address.
    /// </summary>
    public required Uri Upstream { get; init; }

    /// <summary>The key that the gateway shows to <see cref="Upstream"/>; callers' keys never go there.</summary>
    public string? UpstreamKey { get; init; }

    /// <summary>Reads a variable of the environment: the key that a model of the policy names. Null for one that is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Origins whose pages may call the gateway from a browser; <c>*</c> is every one.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>Hosts that may register <c>/events</c>, instead of the public cloud's Event Grid; none named leaves it that one.</summary>
    public IReadOnlyList<string> EventOrigins { get; init; } = [];

    /// <summary>A witness that cosigns the log's checkpoints, with the key that its signatures are held to.</summary>
    public WitnessRegistration? Witness { get; init; }

    /// <summary>
    /// A file outside the data folder that keeps the log's newest checkpoint: an older copy of the data is refused by it. Null keeps none.
    /// </summary>
    public string? CheckpointFile { get; init; }

    /// <summary>Whether <c>/metrics</c> offers the metrics to Prometheus, for keys with the role metrics.</summary>
    public bool Metrics { get; init; }

    /// <summary>The MCP servers behind <c>/mcp</c>; null serves none.</summary>
    public McpConfig? Mcp { get; init; }

    /// <summary>Stores on Azure that several replicas share; null keeps everything in <see cref="DataFolder"/>.</summary>
    public AzureStoreOptions? Azure { get; init; }

    /// <summary>Platforms on Azure whose keys and deployments the host changes; null has the simulated keys alone.</summary>
    public AzurePlatformOptions? Platforms { get; init; }

    /// <summary>How often the policy file is checked. Default 1 s.</summary>
    public TimeSpan PolicyPollEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long answers under way may take once the host is told to stop. Default 20 s.</summary>
    public TimeSpan DrainWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The least level that is logged to standard error. Default: warnings and worse.</summary>
    public LogLevel LogFrom { get; init; } = LogLevel.Warning;

    /// <summary>Called last on the services, to put others in their place.</summary>
    public Action<IServiceCollection>? Customise { get; init; }
}
