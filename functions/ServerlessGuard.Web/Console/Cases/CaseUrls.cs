using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Web.Console.Pages;
using ServerlessGuard.Web.Review;

namespace ServerlessGuard.Web.Console.Cases;

internal static class CaseUrls
{
    public static bool IsId(string? text) => CaseId.IsValid(text) && text is not ("." or "..");

    public static ConsoleUrl Of(string id) => ConsoleUrl.Of("cases", id);

    public static ConsoleUrl Act(string id, string act) => ConsoleUrl.Of("cases", id, act);

    /// <summary>
    /// A fingerprint of a text that the form carries; it shows whether the reviewer changed the text, without reading the content again.
    /// </summary>
    public static string FindingAnchor(string text) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'))));
}
