using ServerlessGuard.Core.Markup;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>An address inside the console: a path below <c>/console/</c> with encoded segments and query.</summary>
internal readonly record struct ConsoleUrl
{
    public const string Root = "/console/";
    private readonly LocalUrl? _url;

    private ConsoleUrl(LocalUrl url) => _url = url;

    public static ConsoleUrl Home { get; } = TryParse(Root)!.Value;

    /// <summary>
    /// A path below the console; each segment is encoded. Throws <see cref="ArgumentException"/> on a segment that is empty, <c>.</c> or
    /// <c>..</c>
    /// </summary>
    public static ConsoleUrl Of(params ReadOnlySpan<string> segments) =>
        segments.IsEmpty ? Home : new(LocalUrl.FromRoot(["console", .. segments]));

    /// <summary>This address with one more query value; null or empty adds nothing.</summary>
    public ConsoleUrl With(string name, string? value) => new(((LocalUrl)this).With(name, value));

    /// <summary>The address to which a browser asks to be sent on, or null when it is not plainly one inside the console.</summary>
    public static ConsoleUrl? TryParse(string? sent) =>
        LocalUrl.TryParse(sent) is { } url && url.ToString().StartsWith(Root, StringComparison.Ordinal) ? new ConsoleUrl(url) : null;

    public override string ToString() => ((LocalUrl)this).ToString();

    public static implicit operator LocalUrl(ConsoleUrl url) => url._url ?? (LocalUrl)Home;
}
