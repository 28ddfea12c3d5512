using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Keys and tokens of Google.</summary>
internal static class GoogleSecrets
{
    /// <summary>Google API key.</summary>
    public static Rule GoogleApiKey { get; } = new()
    {
        Id = "SG-SEC-007",
        Kind = "google-api-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AIza"),
        Pattern = "AIza[A-Za-z0-9_-]{35}",
        MaxLength = 39,
        Confidence = 0.95,
        Positives = [
            "Rotate «AIz" + "asM8cq5MPCpt" + "KG_b7eTH_nZ-wq0HpJAPM4xz» before Friday.",
        ],
        Negatives = [
            "AIzasM is not one",
            "The google-api-key page describes the format.",
        ],
    };

    /// <summary>Google OAuth client secret.</summary>
    public static Rule GoogleClientSecret { get; } = new()
    {
        Id = "SG-SEC-008",
        Kind = "google-client-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("GOCSPX-"),
        Pattern = "GOCSPX-[A-Za-z0-9_-]{28}",
        MaxLength = 35,
        Confidence = 0.95,
        Positives = [
            "Rotate «GOC" + "SPX-GF-Nhu" + "ayh_tUZ2vXrVQk6U0AdVxA» before Friday.",
        ],
        Negatives = [
            "GOCSPX is not one",
            "The google-client-secret page describes the format.",
        ],
    };

    /// <summary>Google OAuth access token.</summary>
    public static Rule GoogleAccessToken { get; } = new()
    {
        Id = "SG-SEC-009",
        Kind = "google-access-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ya29."),
        Pattern = @"ya29\.[A-Za-z0-9_-]{20,}",
        MaxLength = 2048,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «ya2" + "9.E2YFGsUAz-ErtgSKBJ" + "XdMuFjcGYlBmivSbBd4zkusvDOeZx5iNsbXRMejoeF» before Friday.",
        ],
        Negatives = [
            "ya29.E2Y is not one",
            "The google-access-token page describes the format.",
        ],
    };

    /// <summary>Google OAuth refresh token.</summary>
    public static Rule GoogleRefreshToken { get; } = new()
    {
        Id = "SG-SEC-010",
        Kind = "google-refresh-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("1//0"),
        Pattern = "1//0[A-Za-z0-9_-]{30,}",
        MaxLength = 256,
        Confidence = 0.95,
        Positives = [
            "Rotate «1//" + "0icq02ntjYSiBCMfSJdU" + "oVxHARlUornuUKPbSOc9gLseWqEiovLYbKWOekVKk» before Friday.",
        ],
        Negatives = [
            "1//0icq0 is not one",
            "The google-refresh-token page describes the format.",
        ],
    };

    /// <summary>Google Cloud Storage HMAC key id.</summary>
    public static Rule GoogleHmacKey { get; } = new()
    {
        Id = "SG-SEC-011",
        Kind = "google-hmac-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("GOOG1E"),
        Pattern = "GOOG1E[A-Z2-7]{55}",
        MaxLength = 61,
        Confidence = 0.95,
        Positives = [
            "Rotate «GOO" + "G1EQKZTMFIPUVO5XLJE" + "EJQXKR7B2JCFUGXMG7GOIRHCNGPIPQLKO7HCLQI» before Friday.",
        ],
        Negatives = [
            "GOOG1EQ is not one",
            "The google-hmac-key page describes the format.",
        ],
    };

    /// <summary>reCAPTCHA key: its fixed opening.</summary>
    public static Rule GoogleRecaptchaKey { get; } = new()
    {
        Id = "SG-SEC-012",
        Kind = "google-recaptcha-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("6Lc", "6Ld", "6Le", "6Lf", "6Lg"),
        Pattern = "6L[cdefg][A-Za-z0-9_-]{5}AAAAA[A-Za-z0-9_-]{27}",
        MaxLength = 40,
        LabelCheck = SecretNames.MayHoldSecret,
        Confidence = 0.8,
        Positives = [
            "Rotate «6Le" + "8eBbBAAAAAjB" + "mG3NtXgcGDtKmH80XWINHxht0» before Friday.",
        ],
        Negatives = [
            "6Le8eB is not one",
            "The google-recaptcha-key page describes the format.",
        ],
    };

    /// <summary>Firebase Cloud Messaging server key.</summary>
    public static Rule FirebaseMessagingKey { get; } = new()
    {
        Id = "SG-SEC-013",
        Kind = "firebase-server-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AAAA"),
        Pattern = "AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{130,140}",
        MaxLength = 160,
        Confidence = 0.95,
        Positives = [
            "Rotate «AAA" + "A9TL02U3:APA91blY0p0FOb53MQ-vUqF0nlWYdTlPUq8WniX6" + "HtiNcZ0N_Sqy2-9UnDGOaXR2CLclxT7FJIc2YKIaT-YYZaJv_VOdX75-XP9ZvubVbE5bArvxYvnebWtMVWvG-CsNNdFzWXTQ57w0» before Friday.",
        ],
        Negatives = [
            "AAAA9TL02U3:APA91bl is not one",
            "The firebase-server-key page describes the format.",
        ],
    };

    /// <summary>Google Chat webhook.</summary>
    public static Rule GoogleChatWebhook { get; } = new()
    {
        Id = "SG-SEC-092",
        Kind = "google-chat-webhook",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("chat.googleapis.com/v1/spaces/"),
        Pattern = @"chat\.googleapis\.com/v1/spaces/[A-Za-z0-9_-]{6,20}/messages\?key=[A-Za-z0-9_-]{30,45}&token=[A-Za-z0-9_%-]{30,60}",
        MaxLength = 190,
        Confidence = 0.95,
        Positives = [
            "https://«cha" + "t.googleapis.com/v1/spaces/AAATG7UdpPI/messages" + "?key=j8DN8MhiQnINGd49ELxIJwgv_g8KhLX4StXQCOc&token=Ckn-6FImIYLskSEO-ugZGmtuWqBfpjm7SJeheJn5h8A» is in the notes",
        ],
        Negatives = [
            "https://chat.googleapis.co is not one",
            "The google-chat-webhook page describes the format.",
        ],
    };
}
