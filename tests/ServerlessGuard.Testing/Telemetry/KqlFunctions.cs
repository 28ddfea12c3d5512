using System.Globalization;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Testing.Telemetry;

/// <summary>The scalar functions that our queries use.</summary>
internal static class KqlFunctions
{
    public static object? Call(string name, object?[] arguments, DateTimeOffset now) => (name, arguments) switch
    {
        // Without the casts the arms' common type would be JsonNode.
        ("now", []) => (object)now,
        ("ago", [TimeSpan span]) => (object)(now - span),
        ("tolower", [string text]) => (object)text.ToLowerInvariant(),
        ("tostring", [null]) => (object)"",
        ("tostring", [var value]) => (object?)Convert.ToString(value, CultureInfo.InvariantCulture),
        ("parse_json", [string { Length: > 0 } text]) => (object?)JsonNode.Parse(text),
        ("parse_json", [_]) => null,
        ("isnotempty", [var value]) => (object)(value is not (null or "")),
        _ => throw new FormatException($"The function {name} is not known."),
    };

    public static TimeSpan Span(string text)
    {
        var number = double.Parse(text[..^1], CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number)
        };
    }
}
