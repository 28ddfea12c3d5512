using System.Globalization;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>The small words of the report.</summary>
internal static class Sentences
{
    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    public static string Count(long number, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");

    /// <summary><c>a, b and c</c>; nobody for an empty list.</summary>
    public static string List(IReadOnlyList<string> items, string none) => items switch
    {
        [] => none,
        [var one] => one,
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };

    public static IReadOnlyList<string> Split(string? list) => (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static string Word(ControlStatus status, int count) => status switch
    {
        ControlStatus.Holds => count == 1 ? "holds" : "hold",
        ControlStatus.Fails => count == 1 ? "fails" : "fail",
        _ => "unknown",
    };

    /// <summary>A status by sign, word and colour: any one of them is enough.</summary>
    public static Markup Pill(ControlStatus status) => status switch
    {
        ControlStatus.Holds => HtmlText.Of($"""<span class="pill good">✓ holds</span>"""),
        ControlStatus.Fails => HtmlText.Of($"""<span class="pill bad">✕ fails</span>"""),
        _ => HtmlText.Of($"""<span class="pill open">? unknown</span>"""),
    };

    /// <summary>Where a fact stands further down.</summary>
    public static Markup Reference(Fact fact) => HtmlText.Of($"""<a class="ref" href="#{fact.Id}">{(fact.Entry is { } entry ? string.Create(CultureInfo.InvariantCulture, $"entry {entry}") : fact.Id)}</a>""");
}
