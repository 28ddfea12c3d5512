using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Tokens of office, project and design tools.</summary>
internal static class WorkplaceSecrets
{
    /// <summary>Contentful management token.</summary>
    public static Rule ContentfulToken { get; } = new()
    {
        Id = "SG-SEC-139",
        Kind = "contentful-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("CFPAT-"),
        Pattern = "CFPAT-[A-Za-z0-9_-]{43,64}",
        MaxLength = 70,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «CFP" + "AT-qY9hliVUv_0z" + "IxyGcdJM-kXxeZe6hVPQwakSGGaScPa» before Friday.",
        ],
        Negatives = [
            "CFPAT- is not one",
            "The contentful-token page describes the format.",
        ],
    };

    /// <summary>Figma token.</summary>
    public static Rule FigmaToken { get; } = new()
    {
        Id = "SG-SEC-144",
        Kind = "figma-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("figd_", "figo_", "figu_", "figor_", "figp_"),
        Pattern = "fig(?:d|or?|u|p|ur|uh|dr|dh)_[A-Za-z0-9_-]{40}",
        MaxLength = 46,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «fig" + "d_W2a4gQF2rIAQ" + "N8_WXO8KlJ1ies3-VSNz0QMLkUFV» before Friday.",
        ],
        Negatives = [
            "figd_W is not one",
            "The figma-token page describes the format.",
        ],
    };

    /// <summary>Linear API key and OAuth token.</summary>
    public static Rule LinearKey { get; } = new()
    {
        Id = "SG-SEC-145",
        Kind = "linear-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("lin_api_", "lin_oauth_", "lin_wh_"),
        Pattern = "lin_(?:api_[A-Za-z0-9]{40}|oauth_[0-9a-f]{64}|wh_[A-Za-z0-9]{20,64})",
        MaxLength = 74,
        Confidence = 0.95,
        Positives = [
            "Rotate «lin" + "_api_MrF6ItDFxW" + "Z1F7WKUPPF5YdVBokAuG4zLoeBNwj3» before Friday.",
        ],
        Negatives = [
            "lin_ap is not one",
            "The linear-key page describes the format.",
        ],
    };

    /// <summary>Notion integration token.</summary>
    public static Rule NotionToken { get; } = new()
    {
        Id = "SG-SEC-146",
        Kind = "notion-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ntn_", "secret_"),
        Pattern = "ntn_[0-9]{11}[A-Za-z0-9]{35}|secret_[A-Za-z0-9]{43}",
        MaxLength = 50,
        Check = SecretShape.HasDigitAndLetter,
        Confidence = 0.95,
        Positives = [
            "Rotate «ntn" + "_46212111955N58" + "mLu8Mokd7iFxt6vVTV0jOdSvLq58X5rj» before Friday.",
        ],
        Negatives = [
            "ntn_46 is not one",
            "The notion-token page describes the format.",
        ],
    };

    /// <summary>Asana personal access token.</summary>
    public static Rule AsanaToken { get; } = new()
    {
        Id = "SG-SEC-148",
        Kind = "asana-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("1/", "2/"),
        Pattern = "(?:2/[0-9]{15,17}/)?[0-9]/[0-9]{15,17}(?:/[0-9]{15,17})?:[0-9a-f]{32}",
        MaxLength = 72,
        Confidence = 0.95,
        Positives = [
            "Rotate «1/1" + "815418144614247:" + "835ddfb797803b93ca53bd577438bef4» before Friday.",
        ],
        Negatives = [
            "1/1815 is not one",
            "The asana-token page describes the format.",
        ],
    };

    /// <summary>ClickUp token.</summary>
    public static Rule ClickUpToken { get; } = new()
    {
        Id = "SG-SEC-149",
        Kind = "clickup-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pk_"),
        Pattern = "pk_[0-9]{6,9}_[0-9A-Z]{32}",
        MaxLength = 46,
        Confidence = 0.95,
        Positives = [
            "Rotate «pk_" + "836131_9D2XZ5" + "FLJMUFSYC0U32JMB40795X3PKC» before Friday.",
        ],
        Negatives = [
            "pk_836 is not one",
            "The clickup-token page describes the format.",
        ],
    };

    /// <summary>Typeform token.</summary>
    public static Rule TypeformToken { get; } = new()
    {
        Id = "SG-SEC-150",
        Kind = "typeform-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("tfp_"),
        Pattern = "tfp_[A-Za-z0-9_.=-]{40,60}",
        MaxLength = 66,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «tfp" + "_LKyteAvCEvr4jR4fqx" + "lzCtYZWAQziYLBYZJ0I2OX1zrd_dvEqZ1R0XlDWu» before Friday.",
        ],
        Negatives = [
            "tfp_LKy is not one",
            "The typeform-token page describes the format.",
        ],
    };

    /// <summary>Dropbox short-lived token.</summary>
    public static Rule DropboxToken { get; } = new()
    {
        Id = "SG-SEC-151",
        Kind = "dropbox-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sl."),
        Pattern = @"sl\.(?:u\.)?[A-Za-z0-9_-]{100,}",
        MaxLength = 2048,
        RightBoundary = false,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «sl." + "ZRLJSOgEHgIVRSpS5I7rCAGpKvSGSmu4_5lwGzrvuN4ke" + "4xc6B1GBKOo3fP44qg8bGDfmMSah77BMIT_iXrgMWTpYGXLs1UdVvybVNtyQaWMJ4E6MpRG30gF16Hxj1ifpwhp1ad» before Friday.",
        ],
        Negatives = [
            "sl.ZRLJSOgEHgIVRS is not one",
            "The dropbox-token page describes the format.",
        ],
    };

    /// <summary>Frame.io token.</summary>
    public static Rule FrameIoToken { get; } = new()
    {
        Id = "SG-SEC-152",
        Kind = "frameio-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("fio-u-", "ffio-u-"),
        Pattern = "f?fio-u-(?:SECRET-)?[A-Za-z0-9_-]{60,72}",
        MaxLength = 90,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «fio" + "-u-Ut8HbjbdYmgvAv5nJ58" + "GekkeaCpDoKwsXIqb4KEm-615sR54oKyI-xMSKytx2rUK» before Friday.",
        ],
        Negatives = [
            "fio-u-Ut is not one",
            "The frameio-token page describes the format.",
        ],
    };

    /// <summary>Adobe client secret.</summary>
    public static Rule AdobeSecret { get; } = new()
    {
        Id = "SG-SEC-161",
        Kind = "adobe-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("p8e-"),
        Pattern = "p8e-[A-Za-z0-9_-]{32}",
        MaxLength = 36,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «p8e" + "-J4NWT_gddY" + "w5VYGXE8oDPbzewQYYnAUW» before Friday.",
        ],
        Negatives = [
            "p8e-J4 is not one",
            "The adobe-secret page describes the format.",
        ],
    };

    /// <summary>Salesforce session id: organisation id, a bang and the session.</summary>
    public static Rule SalesforceToken { get; } = new()
    {
        Id = "SG-SEC-162",
        Kind = "salesforce-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("00D"),
        Pattern = "00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{80,120}",
        MaxLength = 140,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «00D" + "iejyEWHJuvPZ!AQ0N0fVOiG0dMjRZgYfIlVy" + "wWyujBbHX3P_NTGGbYjAsm5entcDpmpyl0YJnLhzUQVqwDNfWW1.wLz0Ldt9aqgjJxetA05FX» before Friday.",
        ],
        Negatives = [
            "00DiejyEWHJuvP is not one",
            "The salesforce-token page describes the format.",
        ],
    };

    /// <summary>Zoho access and refresh token.</summary>
    public static Rule ZohoToken { get; } = new()
    {
        Id = "SG-SEC-164",
        Kind = "zoho-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("1000."),
        Pattern = @"1000\.[0-9a-f]{32}\.[0-9a-f]{30,32}",
        MaxLength = 72,
        Confidence = 0.95,
        Positives = [
            "Rotate «100" + "0.ac15c509c19c02a2a77" + "0ba8479f0d1a8.66b4dd4b022c6a8a0bc222e069cbe6» before Friday.",
        ],
        Negatives = [
            "1000.ac1 is not one",
            "The zoho-token page describes the format.",
        ],
    };

    /// <summary>Teamwork token.</summary>
    public static Rule TeamworkToken { get; } = new()
    {
        Id = "SG-SEC-171",
        Kind = "teamwork-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("tkn.v1_"),
        Pattern = @"tkn\.v1_[A-Za-z0-9+/_-]{60,90}={0,2}",
        MaxLength = 100,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «tkn" + ".v1_VRr6dpyLcOjJiST59C0hs" + "xsL9lg2VyhAAW5DO1KFJvoQ1SUKYdCvL5a8kAhnEJroQINM2n=» before Friday.",
        ],
        Negatives = [
            "tkn.v1_VR is not one",
            "The teamwork-token page describes the format.",
        ],
    };
}
