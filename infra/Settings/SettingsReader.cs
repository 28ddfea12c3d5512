using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ServerlessGuard.Infra.Settings;

/// <summary>Reads typed values from the stack's configuration and notes every fault with its key and the suggested fix.</summary>
internal sealed class SettingsReader(Func<string, string?> get, string project)
{
    public List<string> Faults { get; } = [];

    public string Text(string key, string otherwise, Regex shape, string wanted)
    {
        var value = get(key) ?? otherwise;
        return shape.IsMatch(value) ? value : Bad(key, value, wanted, otherwise);
    }

    public string RequiredGuid(string key, string what)
    {
        if (get(key) is not { } value)
            return Missing(key, what);
        return Guid.TryParseExact(value, "D", out _) ? value.ToLowerInvariant() : Bad(key, value, what, "");
    }

    public int Number(string key, int otherwise, int least, int most)
    {
        if (get(key) is not { } value)
            return otherwise;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Bad(key, value, $"a whole number from {least} to {most}", "");
        return otherwise;
    }

    public bool Flag(string key, bool otherwise)
    {
        if (get(key) is not { } value)
            return otherwise;
        if (value is "true" or "false")
            return value == "true";
        Bad(key, value, "true or false", "");
        return otherwise;
    }

    public T OneOf<T>(string key, T otherwise, params (string Word, T Value)[] words)
    {
        if (get(key) is not { } value)
            return otherwise;
        foreach (var (word, meant) in words)
            if (word == value)
                return meant;
        Bad(key, value, string.Join(" or ", words.Select(w => w.Word)), "");
        return otherwise;
    }

    /// <summary>A list, which the engine hands over as JSON; each part is parsed, and one that cannot be is a fault of its own.</summary>
    public IReadOnlyList<T> List<T>(string key, Func<string, T?> parse, string wanted)
        where T : class
    {
        if (Parts(get(key) ?? "[]") is not { } parts)
        {
            Faults.Add($"{Named(key)} is '{get(key)}', which is no list of texts; set its parts one by one: pulumi config set --path '{Named(key)}[0]' VALUE");
            return [];
        }

        var values = new List<T>();
        foreach (var part in parts)
            if (parse(part) is { } value)
                values.Add(value);
            else
                Faults.Add($"{Named(key)} holds '{part}'; each part must be {wanted}: pulumi config set --path '{Named(key)}[{parts.IndexOf(part)}]' VALUE");
        foreach (var twice in parts.GroupBy(p => p, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            Faults.Add($"{Named(key)} names '{twice.Key}' twice; keep one");
        return values;
    }

    /// <summary>An IPv4 range, <c>a.b.c.d/n</c>, with no host bits set.</summary>
    public static string? Range(string text)
    {
        // Parsing drops host bits silently; what comes back is then another text.
        return IPNetwork.TryParse(text, out var range)
            && range.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            && range.ToString() == text ? text : null;
    }

    private static List<string>? Parts(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                && document.RootElement.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
                ? [.. document.RootElement.EnumerateArray().Select(e => e.GetString()!)]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As the stack's file writes it; a setting of the provider has its own prefix.</summary>
    private string Named(string key) => key.Contains(':', StringComparison.Ordinal) ? key : $"{project}:{key}";

    private string Missing(string key, string what)
    {
        Faults.Add($"{Named(key)} is missing; set it to {what}: pulumi config set {Named(key)} VALUE");
        return "";
    }

    private string Bad(string key, string value, string wanted, string otherwise)
    {
        Faults.Add($"{Named(key)} is '{value}'; it must be {wanted}: pulumi config set {Named(key)} VALUE");
        return otherwise;
    }
}
