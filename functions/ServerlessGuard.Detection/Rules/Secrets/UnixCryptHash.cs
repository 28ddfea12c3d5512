namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Unix crypt hash: MD5, SHA-256, SHA-512, apr1, scrypt and yescrypt.</summary>
internal sealed class UnixCryptHash : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-181",
        Kind = "password-hash",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("$1$", "$5$", "$6$", "$8$", "$9$", "$7$", "$y$", "$apr1$"),
        Pattern = @"\$(?:1|apr1)\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|\$5\$(?:rounds=[0-9]{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43}|\$6\$(?:rounds=[0-9]{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{86}|\$[89]\$[./A-Za-z0-9]{14}\$[./A-Za-z0-9]{43}|\$(?:7|y)\$[./A-Za-z0-9]{1,24}(?:\$[./A-Za-z0-9]{1,86})?\$[./A-Za-z0-9]{43}",
        MaxLength = 160,
        LeftBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «$6$" + "3T8tWnNo$aqdGkHAFm4jJFbi0qJPUxR" + "/vq.E4nCHMzJlTMdhMC2Uhd5bF7iTBnrHb4hFzYG2LAD8U/NmiUIbYNcBE./QQlt» before Friday.",
        ],
        Negatives = [
            "$6$3T8tWnNo$ is not one",
            "The password-hash page describes the format.",
        ],
    };
}
