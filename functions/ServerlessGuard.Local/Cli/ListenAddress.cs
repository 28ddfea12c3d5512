using System.Net;

namespace ServerlessGuard.Local.Cli;

/// <summary>The addresses on which the gateway may listen: this machine's, unless an option explicitly allows others.</summary>
internal static class ListenAddress
{
    public const int DefaultPort = 8080;

    /// <summary>Throws a usage error for an address that is no HTTP address or that others could reach.</summary>
    public static IReadOnlyList<string> Parse(string? urls, int? port, bool allowRemote)
    {
        if (urls is not null && port is not null)
        {
            throw CommandException.Usage("--urls and --port exclude each other.", "Give one of the two.");
        }

        if (urls is null)
        {
            var chosen = port ?? DefaultPort;
            return chosen is >= 0 and <= 65535
                ? [$"http://127.0.0.1:{chosen}"]
                : throw CommandException.Usage($"--port {chosen} is no port.", "Give a number from 0 (any free port) to 65535.");
        }

        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var address in addresses)
        {
            // A wildcard host is no valid URI; it is what --allow-remote is for.
            var readable = address.Replace("://*", "://0.0.0.0", StringComparison.Ordinal)
                .Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
            if (!Uri.TryCreate(readable, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
            {
                throw CommandException.Usage(
                    $"--urls {address} is no address to listen on.",
                    "Write it like http://127.0.0.1:8080; put a TLS proxy before it for https.");
            }

            if (!allowRemote && !IsLoopback(uri))
            {
                throw CommandException.Usage(
                    $"--urls {address} would be reachable from other machines, unencrypted.",
                    "Listen on 127.0.0.1 or [::1], or add --allow-remote when a TLS proxy or a private network protects it.");
            }
        }

        return addresses.Length > 0
            ? addresses
            : throw CommandException.Usage("--urls names no address.", "Write it like http://127.0.0.1:8080.");
    }

    private static bool IsLoopback(Uri uri) =>
        uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
