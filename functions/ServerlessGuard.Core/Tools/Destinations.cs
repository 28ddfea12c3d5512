namespace ServerlessGuard.Core.Tools;

/// <summary>
/// Where a call sends: the host of a link, or an address. Compared parsed, never by a part of the text: <c>evil.example/?corp.example</c>
/// is at <c>evil.example</c>.
/// </summary>
internal static class Destinations
{
    private static readonly System.Buffers.SearchValues<char> Separators = System.Buffers.SearchValues.Create(" \t\r\n,;");

    /// <summary>The destination that a value names, in small letters: a host, or an address; null where it is none.</summary>
    public static Destination? Of(string value)
    {
        var text = value.Trim();
        var open = text.LastIndexOf('<');
        if (open > 0 && text.EndsWith('>'))
        {
            text = text[(open + 1)..^1].Trim();
        }

        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            text = text[7..].Split('?')[0];
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            return Link(text);
        }

        var at = text.LastIndexOf('@');
        if (at > 0 && at < text.Length - 1 && !text.AsSpan().ContainsAny(Separators))
        {
            return new Destination(text[(at + 1)..].ToLowerInvariant().TrimEnd('.'), text.ToLowerInvariant(), "");
        }

        return Addresses.IsOne(text) ? Link("https://" + text) : null;
    }

    /// <summary>
    /// Whether one of the policy's patterns names it: <c>corp.example</c> (the host alone), <c>*.corp.example</c> (hosts below it),
    /// <c>*@corp.example</c>, <c>someone@corp.example</c>, <c>https://api.corp.example/v1/</c> (what begins so).
    /// </summary>
    public static bool IsAllowed(IReadOnlyList<string> patterns, Destination destination)
    {
        foreach (var pattern in patterns)
        {
            if (Matches(pattern.ToLowerInvariant(), destination))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(string pattern, Destination destination)
    {
        if (pattern.Contains("://", StringComparison.Ordinal))
        {
            return destination.Address is null && Link(pattern) is { } named && named.Host == destination.Host
                && IsBelow(named.Path, destination.Path);
        }

        if (pattern.StartsWith("*@", StringComparison.Ordinal))
        {
            return destination.Address is not null && destination.Host == pattern[2..];
        }

        return pattern.Contains('@', StringComparison.Ordinal) ? destination.Address == pattern
            : pattern.StartsWith("*.", StringComparison.Ordinal) ? destination.Host.EndsWith(pattern[1..], StringComparison.Ordinal)
            : destination.Host == pattern;
    }

    private static bool IsBelow(string folder, string path) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (folder.EndsWith('/') || path.Length == folder.Length || path[folder.Length] is '/' or '?');

    /// <summary>The parser resolves dots, decodes hosts and takes a user before the host for what it is.</summary>
    private static Destination? Link(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.IdnHost.Length > 0
            ? new Destination(uri.IdnHost.ToLowerInvariant().TrimEnd('.'), null, uri.PathAndQuery)
            : null;
}

/// <summary>A place that something is sent to.</summary>
/// <param name="Host">Of the link, or of the address.</param>
/// <param name="Address">The whole address; null for a link.</param>
/// <param name="Path">Of the link, with its query.</param>
internal sealed record Destination(string Host, string? Address, string Path);
