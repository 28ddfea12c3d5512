using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Bounds and times of the gateway.</summary>
public sealed class GatewayOptions
{
    /// <summary>Base address of models whose policy names no endpoint; null refuses them.</summary>
    public Uri? Upstream { get; set; }

    /// <summary>The address that replaces an endpoint of the policy, as beside a simulation; null: its own address.</summary>
    public Func<Uri, Uri>? Detour { get; set; }

    /// <summary>
    /// Whether calls of models are spans of their own, and carry the trace's headers. Default true; a host that exports no such spans
    /// leaves their cost out.
    /// </summary>
    public bool TracesCalls { get; set; } = true;

    /// <summary>Largest request body, in bytes. Default 10 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxRequestBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Most messages or input items of a request. Default 2048.</summary>
    [Range(1, 1_000_000)]
    public int MaxMessages { get; set; } = 2048;

    /// <summary>Most texts inspected in a request or an answer. Default 20000.</summary>
    [Range(1, 10_000_000)]
    public int MaxTextFields { get; set; } = 20_000;

    /// <summary>Largest answer of a model, streamed or not, in bytes. Default 16 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxResponseBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// Longest single event of a model's stream, in bytes. Default 4 MiB: the last event of a response repeats the whole.
    /// </summary>
    [Range(256, 1 << 30)]
    public int MaxEventBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Whether images, audio and files pass although the guard cannot look inside. Default false: they are blocked.</summary>
    public bool PassMedia { get; set; }

    /// <summary>Until a model's connection stands. Default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Until a model's answer begins; until a plain one is there whole, since nothing of it goes out before. A host behind a
    /// front end that gives up on silence stays below that. Default 5 min.
    /// </summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two pieces of a model's answer. Default 2 min.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>From the beginning of a model's stream to its end, whatever it sends meanwhile. Default 30 min.</summary>
    public TimeSpan StreamTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Between two keep-alive comments of a buffered stream. Default 10 s.</summary>
    public TimeSpan KeepAliveEvery { get; set; } = TimeSpan.FromSeconds(10);

    internal ResponseLimits ResponseLimits => new(MaxResponseBytes, MaxEventBytes, IdleTimeout, ResponseTimeout, StreamTimeout);
}

[OptionsValidator]
internal sealed partial class GatewayOptionsValidator : IValidateOptions<GatewayOptions>;
