using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Secrets that the identifier or the field beside them gives away.</summary>
internal static class AccountPairs
{
    /// <summary>An AWS secret access key beside its key id, in arguments, a CSV of IAM or a profile (IAM User Guide: 40 characters).</summary>
    public static Rule AwsSecretAccessKey { get; } = new()
    {
        Id = "SG-SEC-243",
        Kind = "aws-secret-access-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AKIA", "ASIA"),
        Pattern = @"(?:AKIA|ASIA)[A-Z2-7]{16}[""\x27\s,:;|/\\]{1,12}(?:[A-Za-z_ ]{1,30}[""\x27]?\s{0,2}[:=]\s{0,3}[""\x27]?)?(?<v>[A-Za-z0-9/+]{40})",
        MaxLength = 120,
        Check = SecretShape.MixedRandom,
        Confidence = 0.9,
        Positives = [
            "new BasicAWSCredentials(\"AKI" + "AQ3EGRKXM2LPJ7VTN\", \"«v9Kd83LmQ" + "p2ZxW7rTnB5cYh1Jf6Gs4Ae0UiOqXzP»\")",
            "anna,AKI" + "AW5TZQ4XNC7MB2RLD,«Hq7Zr2Lm9Kx" + "4Tn8Vb3Wp6Yd1Cf5Gs0JaEuIoRtQk»",
        ],
        Negatives = [
            "AKI" + "AQ3EGRKXM2LPJ7VTN: 0000000000000000000000000000000000000000",
            "AKI" + "AQ3EGRKXM2LPJ7VTN, v9Kd83LmQ" + "p2ZxW7rTnB5cYh1Jf6Gs4Ae0UiOqXz",
            "AKI" + "AQ3EGRKXM2LPJ7VTN, v9Kd83LmQ" + "p2ZxW7rTnB5cYh1Jf6Gs4Ae0UiOqXzPtRk",
        ],
    };

    /// <summary>User and password in base 64 of a container registry's settings (Docker config.json: <c>auth</c>).</summary>
    public static Rule RegistryAuth { get; } = new()
    {
        Id = "SG-SEC-244",
        Kind = "basic-credentials",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("auth\"", "auth:", "_auth="),
        Pattern = @"_?auth[""]?\s?[:=]\s{0,3}[""]?(?<v>[A-Za-z0-9+/]{8,240}={0,2})",
        MaxLength = 260,
        LeftBoundary = false,
        RightBoundary = false,
        Check = TokenParts.IsUserAndPassword,
        Confidence = 0.9,
        Positives = [
            "{\"auths\":{\"reg.contoso.com\":{\"auth\":\"«YW5uYTpa" + "dzRwbHVtMTk=»\"}}}",
            "_auth=«Y2k6R3I1" + "IXR5bmIydw==»",
        ],
        Negatives = [
            "\"auth\": \"YW5uYSBwbHVt\"",
            "auth: anonymous",
        ],
    };

    /// <summary>A password without quotes after a name that ends in "pass" or "pw", where it is one without doubt.</summary>
    public static Rule ShortNameMixedPassword { get; } = new()
    {
        Id = "SG-SEC-241",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pass:", "pass=", "pass =", "pw:", "pw=", "pw =", "psw=", "psw:"),
        Pattern = @"(?:pass|psw|pw)\s{0,2}[=:]\s{0,3}(?<v>[^\s""\x27`,;<>()\[\]{}$]{8,60})",
        IgnoreCase = true,
        MaxLength = 80,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.MixedPassword,
        LabelCheck = SecretNames.HoldsSecret,
        Confidence = 0.7,
        Positives = [
            "backup_pass: «Zw4" + "pQm19x»",
            "anna_pw: «Gr5!" + "tynb2W»",
        ],
        Negatives = [
            "bypass: Zw4" + "pQm19x",
            "pass: Build42Release",
            "pass=successful",
        ],
    };

    /// <summary>A password that SQL hashes: <c>PASSWORD('X')</c>.</summary>
    public static Rule SqlPasswordFunction { get; } = new()
    {
        Id = "SG-SEC-242",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("password('", "crypt('"),
        Pattern = @"(?:password|crypt)\(\x27(?<v>[^\x27\n\\]{4,80})\x27",
        IgnoreCase = true,
        MaxLength = 100,
        RightBoundary = false,
        Check = SecretShape.PasswordInPair,
        Confidence = 0.75,
        Positives = [
            "SET PASSWORD FOR 'shop' = PASSWORD('«Zw4" + "plum19»');",
            "VALUES ('anna', crypt('«Gr5!" + "tynb2w»', gen_salt('bf')))",
        ],
        Negatives = [
            "validate_password('password')",
            "PASSWORD('example')",
        ],
    };
}
