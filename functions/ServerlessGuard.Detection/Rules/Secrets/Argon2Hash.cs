namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Argon2 password hash.</summary>
internal sealed class Argon2Hash : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-180",
        Kind = "password-hash",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("$argon2"),
        Pattern = @"\$argon2(?:id|i|d)\$(?:v=[0-9]{1,3}\$)?m=[0-9]{1,8},t=[0-9]{1,4},p=[0-9]{1,3}\$[A-Za-z0-9+/=]{8,90}\$[A-Za-z0-9+/=]{16,180}",
        MaxLength = 300,
        LeftBoundary = false,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «$ar" + "gon2id$v=19$m=65536,t=3,p=4$EPx" + "hOEG5T20VXKi98IpnZB$CNkXNOflKkxSP8NhQra4pIDG1PNY3zdM21A9AJG913C» before Friday.",
        ],
        Negatives = [
            "$argon2id$v= is not one",
            "The password-hash page describes the format.",
        ],
    };
}
