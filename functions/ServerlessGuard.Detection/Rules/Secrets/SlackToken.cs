using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Slack bot, user, app, legacy and configuration token.</summary>
internal sealed class SlackToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-086",
        Kind = "slack-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxe.xox", "xoxe-", "xoxc-", "xoxd-", "xapp-"),
        Pattern = @"(?:xox[bpaorscd]-(?:[0-9A-Za-z%/+]{1,}-?){2,}|xoxe(?:\.xox[bp])?-[0-9]-[A-Za-z0-9]{100,}|xapp-[0-9]-[A-Z0-9]{8,13}-[0-9]{10,13}-[0-9a-f]{64})",
        MaxLength = 300,
        Stop = " \n\t\"'",
        Check = SecretShape.LongEnough,
        Confidence = 0.95,
        Positives = [
            "Rotate «xox" + "b-347014417675-16" + "95174469207-nzLy7j1j3bYrcp8n91zS4CEK» before Friday.",
        ],
        Negatives = [
            "xoxb-34 is not one",
            "The slack-token page describes the format.",
        ],
    };
}
