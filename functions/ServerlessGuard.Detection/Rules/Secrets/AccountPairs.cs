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
            "new BasicAWSCredentials(\"AKI" + "AQ3EGRKXM2LPJ7VTN\", \"«v9Kd83LmQ" + "p2ZxW7rTnB5cYh1Jf6Gs4Ae0UiOqXzPtRkMy»\")",
            "anna,AKI" + "AW5TZQ4XNC7MB2RLD,«Hq7Zr2Lm9Kx" + "4Tn8Vb3Wp6Yd1Cf5Gs0JaEuIoRtQkMzXyNh»",
        ],
        Negatives = [
            "AKI" + "AQ3EGRKXM2LPJ7VTN: 0000000000000000000000000000000000000000",
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
}
