using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>
/// One route. Literal segments are compared with the path exactly as it was sent, ordinal and still percent-encoded,
/// so that no second spelling of a path exists: not %2e%2e, not a doubled or trailing slash, not another case.
/// </summary>
internal sealed class RoutePattern
{
    private static readonly SearchValues<char> Reserved = SearchValues.Create("{}%\\?#");
    private readonly Segment[] _segments;

    private RoutePattern(string route, Segment[] segments)
    {
        Route = route;
        _segments = segments;
        Rank = string.Concat(segments.Select(static segment => segment.IsRest ? '2' : segment.IsValue ? '1' : '0'));
        Shape = '/' + string.Join('/', segments.Select(static segment => segment.IsRest ? "{*}" : segment.IsValue ? "{}" : segment.Text));
    }

    public string Route { get; }

    /// <summary>Ordinal order puts the more specific pattern first: literal, value, rest, segment by segment.</summary>
    public string Rank { get; }

    /// <summary>The route without the names of its values: equal for two routes that match the same paths.</summary>
    public string Shape { get; }

    public static RoutePattern Parse(string route)
    {
        ArgumentException.ThrowIfNullOrEmpty(route);
        if (route[0] != '/')
        {
            throw new ArgumentException($"The route '{route}' must start with '/'.", nameof(route));
        }

        var parts = route[1..].Split('/');
        var segments = parts.Select(part => Segment.Parse(part, route)).ToArray();
        return Array.FindIndex(segments, static segment => segment.IsRest) is >= 0 and var rest && rest != segments.Length - 1
            ? throw new ArgumentException($"The route '{route}' has {{*rest}} before its end.", nameof(route))
            : new RoutePattern(route, segments);
    }

    /// <summary>The route's values when the path matches; null otherwise.</summary>
    public Dictionary<string, string>? Match(string[] path)
    {
        var hasRest = _segments[^1].IsRest;
        if (hasRest ? path.Length < _segments.Length : path.Length != _segments.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            if (segment.IsRest)
            {
                return DecodeRest(path.AsSpan(i), segment.IsName) is { } rest && values.TryAdd(segment.Text, rest) ? values : null;
            }

            if (!segment.IsValue)
            {
                if (!string.Equals(path[i], segment.Text, StringComparison.Ordinal))
                {
                    return null;
                }
            }
            else if (Decode(path[i], isName: false) is not { } value || !values.TryAdd(segment.Text, value))
            {
                return null;
            }
        }

        return values;
    }

    private static string? DecodeRest(ReadOnlySpan<string> path, bool isName)
    {
        var parts = new string[path.Length];
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i].Length == 0 && path.Length == 1)
            {
                return "";
            }

            if (Decode(path[i], isName) is not { } part)
            {
                return null;
            }

            parts[i] = part;
        }

        return string.Join('/', parts);
    }

    /// <summary>Decodes once. Null for an empty value, a bad escape, invalid UTF-8, control characters, slashes and dot segments.</summary>
    /// <param name="isName">Whether the value is compared with names alone, and never taken for a path: then slashes may be in it.</param>
    private static string? Decode(string raw, bool isName)
    {
        var bytes = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c == '%')
            {
                if (i + 2 >= raw.Length || !char.IsAsciiHexDigit(raw[i + 1]) || !char.IsAsciiHexDigit(raw[i + 2]))
                {
                    return null;
                }

                c = (char)Convert.FromHexString(raw.AsSpan(i + 1, 2))[0];
                i += 2;
            }
            else if (c > 0x7E)
            {
                return null;
            }

            if (c is < ' ' or '\x7F' or '\\' || (c == '/' && !isName))
            {
                return null;
            }

            bytes[length++] = (byte)c;
        }

        var utf8 = bytes.AsSpan(0, length);
        return length == 0 || utf8.SequenceEqual("."u8) || utf8.SequenceEqual(".."u8) || !Utf8.IsValid(utf8)
            ? null
            : Encoding.UTF8.GetString(utf8);
    }

    private readonly record struct Segment(string Text, bool IsValue, bool IsRest, bool IsName = false)
    {
        public static Segment Parse(string part, string route)
        {
            if (part is ['{', '*', .. var rest, '}'] && rest.Length > 0)
            {
                return new Segment(rest, true, true);
            }

            if (part is ['{', '+', .. var names, '}'] && names.Length > 0)
            {
                return new Segment(names, true, true, true);
            }

            if (part is ['{', .. var name, '}'] && name.Length > 0)
            {
                return new Segment(name, true, false);
            }

            return part.AsSpan().ContainsAny(Reserved)
                ? throw new ArgumentException($"The route '{route}' has a segment that can never match.", nameof(route))
                : new Segment(part, false, false);
        }
    }
}
