using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ServerlessGuard.Web.Console;

/// <summary>What the console of a host allows. Validated at start.</summary>
public sealed class ConsoleOptions
{
    /// <summary>
    /// Scheme, host and port that browsers see, where a proxy stands before this host (<c>https://guard.example</c>). Null
    /// takes those of the request. Never read from a forwarded header: whoever sends a request could choose those.
    /// </summary>
    public Uri? PublicOrigin { get; set; }

    /// <summary>
    /// The partition of this console's sessions and the secret that keys them. Two consoles of different identities need two:
    /// whoever holds the secret and may write the documents can begin a session. Default <c>console-sessions</c>.
    /// </summary>
    [Required]
    public string Sessions { get; set; } = "console-sessions";

    /// <summary>A session ends after this long without a page being opened; live updates do not count. Default 30 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "12:00:00")]
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A session ends this long after the sign-in, whatever is done in it. Default 8 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan EndsAfter { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Largest form in bytes: an edited answer is the largest. Default 2 MiB.</summary>
    [Range(16 * 1024, 64 * 1024 * 1024)]
    public int MaxFormBytes { get; set; } = 2 * 1024 * 1024;
}

[OptionsValidator]
internal sealed partial class ConsoleOptionsValidator : IValidateOptions<ConsoleOptions>;
