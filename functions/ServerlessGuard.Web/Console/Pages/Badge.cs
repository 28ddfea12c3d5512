using ServerlessGuard.Core.Markup;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>A word on a coloured ground. The word carries the meaning; the colour only helps to find it.</summary>
internal static class Badge
{
    public static Html Verdict(string? verdict) => verdict switch
    {
        null => Html.Empty,
        "allow" => Good("allow"),
        "redact" => Changed("redact"),
        "hold" => Waiting("hold"),
        "block" => Bad("block"),
        _ => Plain(verdict),
    };

    public static Html Good(string word) => $"<span class=\"badge good\">{word}</span>";

    public static Html Changed(string word) => $"<span class=\"badge changed\">{word}</span>";

    public static Html Waiting(string word) => $"<span class=\"badge waiting\">{word}</span>";

    public static Html Bad(string word) => $"<span class=\"badge bad\">{word}</span>";

    public static Html Plain(string word) => $"<span class=\"badge\">{word}</span>";
}
