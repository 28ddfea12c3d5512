namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>AWS session token by its fixed opening.</summary>
internal sealed class AwsSessionToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-002",
        Kind = "aws-session-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("FwoGZXIvYXdz", "IQoJb3JpZ2lu", "FQoGZXIvYXdz"),
        Pattern = "(?:FwoGZXIvYXdz|IQoJb3JpZ2lu|FQoGZXIvYXdz)[A-Za-z0-9/+=]{80,}",
        MaxLength = 4096,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «IQo" + "Jb3JpZ2luaj4WJ1Qzp2BUiJtEIpfX7OdsCB+MXCPp2Nl3Oji2iwRzdpU" + "VOVwCUt42F71pjkHxof4yB3RERMjQvB6lP7+XGZQmHWez0Fzr323JNqbGe3SJI+n/odS+s8XDpOvSlR0HbEV5b1AWaKbKh0QtVOG8Dcoy2/M6Bj+k» before Friday.",
        ],
        Negatives = [
            "IQoJb3JpZ2luaj4WJ1Qzp is not one",
            "The aws-session-token page describes the format.",
        ],
    };
}
