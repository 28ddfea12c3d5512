using Microsoft.Extensions.Logging;

namespace ServerlessGuard.FunctionsHost;

/// <param name="Folder">The published app.</param>
/// <param name="Settings">The app's settings, named as its environment variables.</param>
public sealed record AppHostOptions(string Folder, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The port on the loopback address at which it serves HTTP; 0 takes a free port.</summary>
    public int Port { get; init; }

    /// <summary>Told of every invocation when it ended.</summary>
    public Action<Invocation>? Ended { get; init; }

    /// <summary>Gets what host and worker log, beside the log that <see cref="AppHost.Log"/> keeps.</summary>
    public ILoggerProvider? Logging { get; init; }
}
