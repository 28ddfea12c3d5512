namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Discord webhook.</summary>
internal sealed class DiscordWebhook : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-088",
        Kind = "discord-webhook",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("discord.com/api/webhooks/", "discordapp.com/api/webhooks/"),
        Pattern = @"discord(?:app)?\.com/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,80}",
        MaxLength = 140,
        Confidence = 0.95,
        Positives = [
            "https://«dis" + "cord.com/api/webhooks/44394372461095" + "7773/J_QdYPG6eqRPmqIkBNHEt-jcnVEo2VyDgjJjhq53u-PE_0iGL9ZAR-8AaaaAH0oj19iX» is in the notes",
        ],
        Negatives = [
            "https://discord.com/ap is not one",
            "The discord-webhook page describes the format.",
        ],
    };
}
