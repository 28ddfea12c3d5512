using ServerlessGuard.Core.Markup;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>One filter of a list: a labelled choice of a form that makes an address.</summary>
internal static class FilterChoice
{
    public static Html Draw(
        string name, string label, string? chosen, IEnumerable<(string Value, string Name)> options, bool isFirst = false) => $"""
        <div><label for="filter-{name}">{label}</label>
        <select id="filter-{name}" name="{name}" data-key="{(isFirst ? "/" : "")}">{options.Select(option => (Html)$"<option value=\"{option.Value}\" {HtmlFlag.Selected(option.Value == (chosen ?? ""))}>{option.Name}</option>")}</select></div>
        """;

    /// <summary>The values, with a first choice that filters nothing.</summary>
    public static IEnumerable<(string Value, string Name)> Any(IEnumerable<string> values) =>
        values.Select(static value => (value, value)).Prepend(("", "Any"));
}
