namespace ServerlessGuard.Core.Markup;

/// <summary>An attribute that is present or absent. This type lists all names, so that none comes from data.</summary>
public readonly record struct HtmlFlag
{
    private HtmlFlag(string name, bool isSet) => (Name, IsSet) = (name, isSet);

    internal string Name { get; }

    internal bool IsSet { get; }

    public static HtmlFlag Checked(bool isSet) => new("checked", isSet);

    public static HtmlFlag Selected(bool isSet) => new("selected", isSet);

    public static HtmlFlag Disabled(bool isSet) => new("disabled", isSet);

    public static HtmlFlag Hidden(bool isSet) => new("hidden", isSet);

    public static HtmlFlag Open(bool isSet) => new("open", isSet);

    /// <summary>Marks the link of a navigation that leads to the page itself.</summary>
    public static HtmlFlag CurrentPage(bool isSet) => new("aria-current=\"page\"", isSet);

    public static HtmlFlag Invalid(bool isSet) => new("aria-invalid=\"true\"", isSet);
}
