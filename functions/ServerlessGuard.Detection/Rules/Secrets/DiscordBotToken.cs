namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Discord bot token: id, time and signature in base 64.</summary>
internal sealed class DiscordBotToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-089",
        Kind = "discord-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("discord", "bot_token", "bottoken", "Bot "),
        Pattern = @"(?:discord|bot_?token|Bot )[^\n]{0,40}?\b(?<v>[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40})",
        IgnoreCase = true,
        MaxLength = 140,
        LeftBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate discord token: «MTp" + "OWRuUd7RjjIXjS2NXCHj45X" + ".PSDCFA.mFV2e5cgZC0Bkq_xcDEYIGaMixai7qqibr5Csv» before Friday.",
        ],
        Negatives = [
            "discord token: MTpOWRuUd is not one",
            "The discord-token page describes the format.",
        ],
    };
}
