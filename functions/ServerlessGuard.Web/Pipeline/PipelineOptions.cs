using System.ComponentModel.DataAnnotations;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>Bounds of every request.</summary>
public sealed class PipelineOptions
{
    /// <summary>Largest request body, in bytes, of endpoints that state none. Default 10 MiB.</summary>
    [Range(1024, 1L << 30)]
    public long MaxBodyBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>
    /// Origins whose pages may call the guard from a browser, as <c>https://app.example.org</c>; <c>*</c> is every one. The console never
    /// takes part. Default: none.
    /// </summary>
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];

    /// <summary>Longest time for a request body to arrive. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
