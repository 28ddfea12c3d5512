namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>Text that is HTML already. Only <see cref="HtmlText"/> and the plots make it.</summary>
internal readonly record struct Markup(string Html)
{
    public static Markup None { get; } = new("");

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(static p => p.Html)));

    public override string ToString() => Html;
}
