using System.Text;

namespace ServerlessGuard.Web.Markup;

/// <summary>An address inside the console: a path below <c>/console/</c> with encoded segments and query. It can point nowhere else.</summary>
internal readonly record struct ConsoleUrl
{
    public const string Root = "/console/";
    private const int MaxLength = 2048;
    private readonly string? _text;

    private ConsoleUrl(string text) => _text = text;

    public static ConsoleUrl Home { get; } = new(Root);

    /// <summary>A path below the console; each segment is encoded.</summary>
    public static ConsoleUrl Of(params ReadOnlySpan<string> segments)
    {
        var text = new StringBuilder(Root);
        for (var i = 0; i < segments.Length; i++)
        {
            // A dot segment would lead out of the console again.
            ArgumentException.ThrowIfNullOrEmpty(segments[i]);
            var segment = segments[i] is "." or ".." ? throw new ArgumentException("A segment is never . or ..", nameof(segments)) : segments[i];
            text.Append(i == 0 ? "" : "/").Append(Uri.EscapeDataString(segment));
        }

        return new ConsoleUrl(text.ToString());
    }

    /// <summary>With a query value; null or empty adds nothing.</summary>
    public ConsoleUrl With(string name, string? value) => string.IsNullOrEmpty(value)
        ? this
        : new ConsoleUrl($"{this}{(ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}");

    /// <summary>
    /// The address that somebody sent as the place to go on to, or null when it is not plainly one inside the console:
    /// no host, no dot segment, no character that a browser would change.
    /// </summary>
    public static ConsoleUrl? TryParse(string? sent)
    {
        if (sent is null || sent.Length > MaxLength || !sent.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var c in sent)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"/-._~%?=&:@".Contains(c, StringComparison.Ordinal))
            {
                return null;
            }
        }

        var path = sent.Split('?')[0];
        return path.Split('/').Any(static s => s is "." or ".." || s.Contains("%2", StringComparison.OrdinalIgnoreCase)) || path.Contains("//", StringComparison.Ordinal)
            ? null
            : new ConsoleUrl(sent);
    }

    public override string ToString() => _text ?? Root;
}
