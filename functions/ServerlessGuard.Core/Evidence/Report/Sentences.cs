using System.Globalization;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Markup;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>Dates, counts, lists and statuses as the report spells them.</summary>
internal static class Sentences
{
    public static string Date(DateTimeOffset time) =>
        time.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    public static string Count(long number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");

    /// <summary><c>a, b and c</c>; <paramref name="none"/> for an empty list.</summary>
    public static string List(IReadOnlyList<string> items, string none) => items switch
    {
        [] => none,
        [var one] => one,
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };

    public static IReadOnlyList<string> Split(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static string Word(ControlStatus status, int count) => status switch
    {
        ControlStatus.Holds => count == 1 ? "holds" : "hold",
        ControlStatus.Fails => count == 1 ? "fails" : "fail",
        _ => "unknown",
    };

    /// <summary>A status as sign, word and colour; a reader needs only one of them.</summary>
    public static Html Pill(ControlStatus status) => status switch
    {
        ControlStatus.Holds => $"""<span class="pill good">✓ holds</span>""",
        ControlStatus.Fails => $"""<span class="pill bad">✕ fails</span>""",
        _ => $"""<span class="pill open">? unknown</span>""",
    };

    /// <summary>A link to the fact's row in the table of facts.</summary>
    public static Html Reference(Fact fact) =>
        $"""<a class="ref" href="#{fact.Id}">{(fact.Entry is { } entry ? string.Create(CultureInfo.InvariantCulture, $"entry {entry}") : fact.Id)}</a>""";
}
