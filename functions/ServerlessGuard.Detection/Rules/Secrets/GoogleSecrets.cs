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
            "<entry>«AI" + "zaaW1by8FFEubEZ_f" + "0eAB_dA-eb4CbVFWG8cc»</entry>",
        ],
        Negatives = [
            "test vector AIz" + "asM8cq5MPCptKG_b" + "7eTH_nZ-wq0HpJAPM4x",
            "test vector XIz" + "aaW1by8FFEubEZ_f" + "0eAB_dA-eb4CbVFWG8cc",
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
            "value=«GO" + "CSPX-EC-Nqsffz_" + "mCN7yVcCSz3O0FbVxC»;mode=live",
        ],
        Negatives = [
            "rejected value GOC" + "SPX-GF-Nhuayh_" + "tUZ2vXrVQk6U0AdVx",
            "rejected value XOC" + "SPX-EC-Nqsffz_" + "mCN7yVcCSz3O0FbVxC",
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
            "# rotated on Monday: «ya" + "29.D2DDFfZAx-DscaQAESGbCaFxfED" + "eDezrHeDf4jetweBAeAx5ePibFADfoffD»",
        ],
        Negatives = [
            "regression input ya2" + "9.E2YFGs" + "UAz-ErtgSKBJ",
            "regression input xa2" + "9.D2DDFfZAx-DscaQAESGbCaFxfED" + "eDezrHeDf4jetweBAeAx5ePibFADfoffD",
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
            "client = Client('«1/" + "/0cce87mvdZLcAAHaSMaSaPfIACfE" + "bdorFQJeBHc1wDcdAzFibeAEeIEBeuCPu»')",
        ],
        Negatives = [
            "\"1/" + "/0icq02ntjYSiB" + "CMfSJdUoVxHARlUo\" was refused",
            "\"#/" + "/0cce87mvdZLcAAHaSMaSaPfIACfEb" + "dorFQJeBHc1wDcdAzFibeAEeIEBeuCPu\" was refused",
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
            "the attacker posted «GO" + "OG1ECKZCMFOEVSE2BENBBFKCYG7F" + "7CFFUUQMA6GFBANDDFFQXAEYA3CECDE» at noon",
        ],
        Negatives = [
            "GOO" + "G1EQKZTMFIPUVO5XLJEEJQXKR7B" + "2JCFUGXMG7GOIRHCNGPIPQLKO7HCLQ is too short or misspelt",
            "XOO" + "G1ECKZCMFOEVSE2BENBBFKCYG7F" + "7CFFUUQMA6GFBANDDFFQXAEYA3CECDE is too short or misspelt",
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
            "| prod | «6L" + "f7eBfEAAAAAiBsL2M" + "eEreXBlEtW04UBDEBwcc9» |",
        ],
        Negatives = [
            "recaptcha_site_key: 6Lf" + "7eBfEAAAAAiBsL2Me" + "EreXBlEtW04UBDEBwcc9",
            "docs mention 6Le" + "8eBbBAAAAAjBmG3N" + "tXgcGDtKmH80XWINHxht as a wrong one",
            "docs mention #Lf" + "7eBfEAAAAAiBsL2Me" + "EreXBlEtW04UBDEBwcc9 as a wrong one",
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
            "let v = \"«AA" + "AA2JF72C3:APA91biE6h4EVe84ML-nXuB2nbBDeTlIAa8BbbC3HhaIcD7B_Atf3-1BiDECaAA" + "4EUecaT3BESc8BERcJ-BGHcQe_RRdD37-CC2FvcaOeA5eCbgvIbfceDfPKAgH-EnECaDzYRED27b6»\";",
        ],
        Negatives = [
            "typed AAA" + "A9TL02U3:APA91blY0p0FOb53MQ-vUqF0nlWYdTlPUq8WniX6HtiNcZ0N_Sqy2-9Un" + "DGOaXR2CLclxT7FJIc2YKIaT-YYZaJv_VOdX75-XP9ZvubVbE5bArvxYvnebWtMVWvG-C by mistake",
            "typed XAA" + "A2JF72C3:APA91biE6h4EVe84ML-nXuB2nbBDeTlIAa8BbbC3HhaIcD7B_Atf3-1BiDECaAA4" + "EUecaT3BESc8BERcJ-BGHcQe_RRdD37-CC2FvcaOeA5eCbgvIbfceDfPKAgH-EnECaDzYRED27b6 by mistake",
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
            "| prod | «ch" + "at.googleapis.com/v1/spaces/CECDB1DfaTI/messages?key=d2DB4BzrEkOFFb83" + "EBeIJceb_e5DkHO9DlKCDBc&token=Fan-5EAwANUdbYDF-ysBBbfeFnCecji3SUbeeEz2e7D» |",
        ],
        Negatives = [
            "docs mention cha" + "t.googleapis.com/v1/spaces/AAATG7UdpPI/messages?key=j8DN8MhiQn" + "INGd49ELxIJwgv_g8KhLX4StXQCOc&token=Ckn-6FImIYLskSEO-ugZGmtuWqBfp as a wrong one",
            "docs mention xha" + "t.googleapis.com/v1/spaces/CECDB1DfaTI/messages?key=d2DB4BzrEkOFFb83E" + "BeIJceb_e5DkHO9DlKCDBc&token=Fan-5EAwANUdbYDF-ysBBbfeFnCecji3SUbeeEz2e7D as a wrong one",
        ],
    };
}
