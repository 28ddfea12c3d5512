namespace ServerlessGuard.Web.Tests.Console;

internal sealed record ConsoleReply(
    int Status, string Body, string? Location, string? SetCookie, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The cookie as a browser sends it back.</summary>
    public string? Cookie => SetCookie?.Split(';')[0];

    /// <summary>The synchroniser token of the page's forms.</summary>
    public string FormToken => Body.Split("name=\"form-token\" value=\"")[1].Split('"')[0];
}
