namespace ServerlessGuard.Web.Markup;

/// <summary>An attribute that is there or not. The names are these, so none comes from data.</summary>
internal readonly record struct HtmlFlag
{
    private HtmlFlag(string name, bool isSet) => (Name, IsSet) = (name, isSet);

    internal string Name { get; }

    internal bool IsSet { get; }

    public static HtmlFlag Checked(bool isSet) => new("checked", isSet);

    public static HtmlFlag Selected(bool isSet) => new("selected", isSet);

    public static HtmlFlag Disabled(bool isSet) => new("disabled", isSet);

    public static HtmlFlag Hidden(bool isSet) => new("hidden", isSet);

    public static HtmlFlag Open(bool isSet) => new("open", isSet);

    /// <summary>The page that a navigation points to is this one.</summary>
    public static HtmlFlag CurrentPage(bool isSet) => new("aria-current=\"page\"", isSet);

    public static HtmlFlag Invalid(bool isSet) => new("aria-invalid=\"true\"", isSet);
}
