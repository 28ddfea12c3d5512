using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using ServerlessGuard.Detection;
using ServerlessGuard.Detection.Own;

namespace ServerlessGuard.Core.Policies;

/// <summary>Reads the section <c>detection</c>. Its rules are built here, for the check and for the snapshot.</summary>
internal static class DetectionBinder
{
    /// <summary>Own rules have ids of their own form, so that no rule that ships ever takes one.</summary>
    public const string Prefix = "OWN-";

    public static DetectionPolicy Bind(JObject detection) => new()
    {
        Rules = [.. detection.Objects("rules").Select(static rule => RuleBuilder.Build(Definition(rule)))],
        Exceptions = [.. detection.Objects("exceptions").Select(Exception)],
    };

    public static RuleDefinition Definition(JObject o) => new()
    {
        Id = Prefix + o.Text("id"),
        Kind = o.Text("kind") ?? o.Text("id")!,
        Category = o.Text("category") == "secrets" ? FindingCategory.Secret : FindingCategory.Personal,
        Pattern = o.Text("pattern"),
        Words = Texts(o, "words"),
        IgnoreCase = o.IsTrue("ignore_case"),
        Context = Texts(o, "context"),
        Confidence = o.Number("confidence"),
        Found = Texts(o.Object("tests") ?? [], "found"),
        Clean = Texts(o.Object("tests") ?? [], "clean"),
    };

    /// <summary>A pattern of whole values, case aside.</summary>
    /// <exception cref="ArgumentException">It is no pattern of .NET's linear-time syntax.</exception>
    public static Regex WholeValue(string pattern) =>
        new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    public static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static DetectionException Exception(JObject o) => new(
        o.Text("rule") ?? o.Text("kind")!,
        o.Text("value"),
        o.Text("pattern") is { } pattern ? WholeValue(pattern) : null,
        Texts(o, "applications"),
        o.Text("owner")!,
        o.Text("reason")!,
        TryDay(o.Text("expires"), out var day) ? day : DateOnly.MinValue);

    private static IReadOnlyList<string> Texts(JObject o, string key) => [.. o.Texts(key).Select(static item => item.Text)];
}
