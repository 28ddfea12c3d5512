namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Password hashes of Django, Werkzeug, LDAP, phpass and PBKDF2.</summary>
internal sealed class FrameworkPasswordHash : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-182",
        Kind = "password-hash",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pbkdf2_sha", "pbkdf2:sha", "$pbkdf2-", "scrypt:", "{SSHA", "{SHA}", "$P$", "$H$", "$S$"),
        Pattern = @"pbkdf2_sha(?:1|256|512)\$[0-9]{3,8}\$[A-Za-z0-9]{8,32}\$[A-Za-z0-9+/=]{24,90}|pbkdf2:sha(?:1|256|512)(?::[0-9]{3,8})?\$[A-Za-z0-9]{8,20}\$[0-9a-f]{40,128}|\$pbkdf2-sha(?:1|256|512)\$[0-9]{3,8}\$[A-Za-z0-9./]{8,32}\$[A-Za-z0-9./]{27,90}|scrypt:[0-9]{4,7}:[0-9]{1,3}:[0-9]{1,3}\$[A-Za-z0-9]{8,20}\$[0-9a-f]{128}|\{S?SHA(?:256|512)?\}[A-Za-z0-9+/]{26,128}={0,2}|\$[PH]\$[./A-Za-z0-9]{31}|\$S\$[./A-Za-z0-9]{52}",
        MaxLength = 200,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «pbk" + "df2_sha256$600000$Ebv5HavBY3" + "xcEcMhXzOpu1$o8Nv7lrzeE4tBIntXoA9mIuhJnPUD2FGIifp9DEAf9S=» before Friday.",
        ],
        Negatives = [
            "pbkdf2_sha2 is not one",
            "The password-hash page describes the format.",
        ],
    };
}
