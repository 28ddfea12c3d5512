using System.Text;

namespace ServerlessGuard.Core.Markup;

/// <summary>
/// An address on the page's own host: a path of encoded segments with encoded query values. It holds neither a scheme nor
/// a host, whatever the data were.
/// </summary>
public readonly record struct LocalUrl
{
    private const int MaxLength = 2048;
    private readonly string? _text;

    private LocalUrl(string text) => _text = text;

    /// <summary>
    /// A path that begins at the root of the host. Throws <see cref="ArgumentException"/> on a segment that is empty, <c>.</c> or <c>..</c>
    /// </summary>
    public static LocalUrl FromRoot(params ReadOnlySpan<string> segments) => new("/" + Path(segments));

    /// <summary>A path that begins at the folder of the page. Throws as <see cref="FromRoot"/> does.</summary>
    public static LocalUrl Relative(params ReadOnlySpan<string> segments) => new(Path(segments));

    /// <summary>
    /// The path from the root that somebody sent, or null when it is not plainly one: it has no host, no dot segment and no
    /// character that a browser would change.
    /// </summary>
    public static LocalUrl? TryParse(string? sent)
    {
        if (sent is not ['/', ..] || sent.Length > MaxLength)
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
        return path.Split('/').Any(static s => s is "." or ".." || s.Contains("%2", StringComparison.OrdinalIgnoreCase))
            || path.Contains("//", StringComparison.Ordinal)
            ? null
            : new LocalUrl(sent);
    }

    /// <summary>This address with one more query value; null or empty adds nothing.</summary>
    public LocalUrl With(string name, string? value) => string.IsNullOrEmpty(value)
        ? this
        : new LocalUrl(
            $"{this}{(ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}");

    public override string ToString() => _text ?? "/";

    private static string Path(ReadOnlySpan<string> segments)
    {
        var text = new StringBuilder();
        foreach (var segment in segments)
        {
            // A dot segment would lead out of the folder again.
            ArgumentException.ThrowIfNullOrEmpty(segment);
            text.Append(text.Length == 0 ? "" : "/")
                .Append(Uri.EscapeDataString(
                    segment is "." or ".." ? throw new ArgumentException("A segment is never . or ..", nameof(segments)) : segment));
        }

        return text.ToString();
    }
}
