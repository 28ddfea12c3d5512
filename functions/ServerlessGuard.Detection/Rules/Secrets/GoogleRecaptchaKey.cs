namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>reCAPTCHA key: its fixed opening.</summary>
internal sealed class GoogleRecaptchaKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-012",
        Kind = "google-recaptcha-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("6Lc", "6Ld", "6Le", "6Lf", "6Lg"),
        Pattern = "6L[cdefg][A-Za-z0-9_-]{5}AAAAA[A-Za-z0-9_-]{27}",
        MaxLength = 40,
        Confidence = 0.8,
        Positives = [
            "Rotate «6Le" + "8eBbBAAAAAjB" + "mG3NtXgcGDtKmH80XWINHxht0» before Friday.",
        ],
        Negatives = [
            "6Le8eB is not one",
            "The google-recaptcha-key page describes the format.",
        ],
    };
}
