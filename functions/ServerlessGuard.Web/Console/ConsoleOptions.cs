using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ServerlessGuard.Web.Console;

/// <summary>Limits and origin of a host's console. Validated at start.</summary>
public sealed class ConsoleOptions
{
    /// <summary>
    /// Scheme, host and port that browsers see, where a proxy is before this host (<c>https://guard.example</c>). Null
    /// takes those of the request. The console never reads them from a forwarded header, which any client can set.
    /// </summary>
    public Uri? PublicOrigin { get; set; }

    /// <summary>
    /// The partition of this console's sessions and the secret that keys them. Two consoles of different identities need two:
    /// an identity that holds the secret and may write the documents can begin a session. Default <c>console-sessions</c>.
    /// </summary>
    [Required]
    public string Sessions { get; set; } = "console-sessions";

    /// <summary>A session ends when its holder opens no page for this long; live updates do not count. Default 30 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "12:00:00")]
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A session ends this long after the sign-in at the latest. Default 8 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan EndsAfter { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Largest form in bytes: an edited answer is the largest. Default 2 MiB.</summary>
    [Range(16 * 1024, 64 * 1024 * 1024)]
    public int MaxFormBytes { get; set; } = 2 * 1024 * 1024;
}

[OptionsValidator]
internal sealed partial class ConsoleOptionsValidator : IValidateOptions<ConsoleOptions>;
