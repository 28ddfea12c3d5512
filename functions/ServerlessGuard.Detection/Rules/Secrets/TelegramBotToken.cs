namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Telegram bot token.</summary>
internal sealed class TelegramBotToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-090",
        Kind = "telegram-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains([":AA"], 10),
        Pattern = "[0-9]{8,10}:AA[A-Za-z0-9_-]{32,33}",
        MaxLength = 46,
        RightBoundary = false,
        Confidence = 0.9,
        Positives = [
            "Rotate «543" + "6840075:AAp02y" + "5PxAlm2zZnL1HQlKZxpdlsxjw6tRh» before Friday.",
        ],
        Negatives = [
            "543684 is not one",
            "The telegram-token page describes the format.",
        ],
    };
}
