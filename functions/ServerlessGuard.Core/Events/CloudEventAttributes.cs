using System.Globalization;
using System.Text.Json;

namespace ServerlessGuard.Core.Events;

/// <summary>
/// The rules that CloudEvents 1.0 has for its context attributes, in either mode. A sender that breaks them is told, since other
/// receivers would refuse its events. Problems name the attribute and never repeat a value.
/// </summary>
public static class CloudEventAttributes
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";
    private const string OfSchemes = "+-.";
    private const string InReferences = "-._~:/?#[]@!$&'()*+,;=%";

    /// <summary>The problem of the attributes in a structured event, or null.</summary>
    public static string? ProblemOf(JsonElement structured)
    {
        foreach (var member in structured.EnumerateObject())
        {
            if (member.Name is "data" or "data_base64" or "specversion")
            {
                continue;
            }

            var problem = member.Value.ValueKind switch
            {
                JsonValueKind.String => ProblemOf(member.Name, member.Value.GetString()!),
                JsonValueKind.Null => NameProblem(member.Name),
                JsonValueKind.True or JsonValueKind.False => NameProblem(member.Name) ?? NotText(member.Name),
                JsonValueKind.Number when member.Value.TryGetInt32(out _) => NameProblem(member.Name) ?? NotText(member.Name),
                _ => NameProblem(member.Name) ?? "An attribute must be a string, a boolean or an integer of 32 bits.",
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>The problem of an attribute with a text, or null.</summary>
    public static string? ProblemOf(string name, string value) => NameProblem(name) ?? name switch
    {
        "time" => TimeOf(value) is null ? "time must be an RFC 3339 timestamp." : null,
        "source" or "dataschema" => IsReference(value) && (name == "source" || value.Contains(':', StringComparison.Ordinal))
            ? null
            : $"{name} must be a URI{(name == "source" ? " reference" : "")} (RFC 3986).",
        "subject" or "datacontenttype" => value.Length > 0 ? null : $"{name} must not be empty.",
        _ => null,
    };

    /// <summary>The text as a source: Event Grid's own schema allows topics that are no URI reference, and none.</summary>
    public static string ReferenceOf(string text) => IsReference(text) ? text : text is { Length: > 0 } ? Uri.EscapeDataString(text) : "/";

    /// <summary>An RFC 3339 timestamp, to ticks, or null. A leap second counts as the second after it.</summary>
    public static DateTimeOffset? TimeOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var zone = text.Length > 19 ? text.AsSpan(19).IndexOfAny("Zz+-") : -1;
        if (zone < 0 || text[10] is not ('T' or 't'))
        {
            return null;
        }

        var (fraction, offset) = (text[19..(19 + zone)], text[(19 + zone)..]);
        var isLeap = text[17..19] == "60";
        var clock = $"{text[..10]}T{text[11..17]}{(isLeap ? "59" : text[17..19])}{fraction[..Math.Min(fraction.Length, 8)]}";
        return (fraction.Length == 0 || (fraction.Length > 1 && fraction[0] == '.' && fraction[1..].All(char.IsAsciiDigit)))
            && text[..19].All(static c => c < 128)
            && DateTime.TryParseExact(clock, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && OffsetOf(offset) is { } span
            && local.Ticks - span.Ticks is var utc
            && utc > 0
            && utc < DateTime.MaxValue.Ticks - TimeSpan.TicksPerSecond
            ? new DateTimeOffset(utc, TimeSpan.Zero).AddSeconds(isLeap ? 1 : 0)
            : null;
    }

    /// <summary>Whether the text is a URI reference that is not empty.</summary>
    private static bool IsReference(string text)
    {
        if (text.Length == 0 || text.Count(static c => c == '#') > 1)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) && !InReferences.Contains(text[i], StringComparison.Ordinal)
                || (text[i] == '%' && !(i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))))
            {
                return false;
            }
        }

        // A colon in the first segment ends a scheme.
        var colon = text.AsSpan().IndexOfAny(":/?#");
        var scheme = colon >= 0 && text[colon] == ':' ? text[..colon] : null;
        var rest = scheme is null ? text : text[(colon + 1)..];
        var path = rest.StartsWith("//", StringComparison.Ordinal) ? AfterAuthority(rest) : rest;
        return path is not null
            && path.IndexOfAny(['[', ']']) < 0
            && (scheme is null || (scheme.Length > 0
                && char.IsAsciiLetter(scheme[0])
                && scheme.All(static c => char.IsAsciiLetterOrDigit(c) || OfSchemes.Contains(c, StringComparison.Ordinal))));
    }

    /// <summary>The text behind an authority, or null when its port is none. Only an authority may hold brackets.</summary>
    private static string? AfterAuthority(string rest)
    {
        var end = rest.AsSpan(2).IndexOfAny("/?#");
        var authority = end < 0 ? rest[2..] : rest[2..(2 + end)];
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var port = host[(host.LastIndexOf(']') + 1)..];
        var colon = port.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || port[(colon + 1)..].All(char.IsAsciiDigit) ? end < 0 ? "" : rest[(2 + end)..] : null;
    }

    private static TimeSpan? OffsetOf(string text) => text is "Z" or "z" ? TimeSpan.Zero
        : text is [var sign and ('+' or '-'), >= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9']
            && int.Parse(text.AsSpan(1, 2), CultureInfo.InvariantCulture) is < 24 and var hours
            ? new TimeSpan(hours, int.Parse(text.AsSpan(4), CultureInfo.InvariantCulture), 0) * (sign == '-' ? -1 : 1)
            : null;

    private static string? NameProblem(string name) =>
        name.Length > 0 && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            ? null
            : "An attribute's name must consist of lower-case letters and digits.";

    /// <summary>The attributes of the specification are texts; extensions may be other things.</summary>
    private static string? NotText(string name) =>
        name is "id" or "source" or "type" or "time" or "subject" or "dataschema" or "datacontenttype" ? $"{name} must be a string." : null;
}
