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
            "[«CF" + "PAT-qT0qdnLVy_1xKeyEfb" + "EX-dEdbZb2hDMEpbbLSDfSfQa»]",
        ],
        Negatives = [
            "regression input CFP" + "AT-qY9hliVUv_0zIxyGcd" + "JM-kXxeZe6hVPQwakSGGaScP",
            "regression input XFP" + "AT-qT0qdnLVy_1xKeyEfb" + "EX-dEdbZb2hDMEpbbLSDfSfQa",
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
            "found «fi" + "gd_Y3c6nBB6tVCAE5_FH" + "O2DlN1jae0-FEQk9EAEuBBG» in the build log",
        ],
        Negatives = [
            "parser dropped fig" + "d_W2a4gQF2rIAQN8_WX" + "O8KlJ1ies3-VSNz0QMLkUF",
            "parser dropped xig" + "d_Y3c6nBB6tVCAE5_FH" + "O2DlN1jae0-FEQk9EAEuBBG",
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
            "Set it to «li" + "n_api_ByE6CfCDaDF2B6V" + "ABFCF3DfHBibClM8hAfeFMea9» and restart.",
        ],
        Negatives = [
            "almost: lin" + "_api_MrF6ItDFxWZ1F7W" + "KUPPF5YdVBokAuG4zLoeBNwj",
            "almost: xin" + "_api_ByE6CfCDaDF2B6VA" + "BFCF3DfHBibClM8hAfeFMea9",
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
            "old value «nt" + "n_41546177251U40fAr9Kf" + "xf6uCfb8aSZD0kBaAcDf30T9ct», please revoke",
        ],
        Negatives = [
            "Rotate ntn" + "_46212111955N58mLu8Mok" + "d7iFxt6vVTV0jOdSvLexample before Friday.",
            "ntn" + "_46212111955N58mLu8Mo" + "kd7iFxt6vVTV0jOdSvLq58X5r never worked",
            "xtn" + "_41546177251U40fAr9Kfx" + "f6uCfb8aSZD0kBaAcDf30T9ct never worked",
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
            "value=«1/" + "4512702549726038:519bab" + "c319917b97fe35fd347295ccb8»;mode=live",
        ],
        Negatives = [
            "rejected value 1/1" + "815418144614247:835ddf" + "b797803b93ca53bd577438bef",
            "rejected value #/4" + "512702549726038:519bab" + "c319917b97fe35fd347295ccb8",
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
            "# rotated on Monday: «pk" + "_974579_9F5DZ1BVCS" + "WBPOC9E44CLB75492R5QCC»",
        ],
        Negatives = [
            "regression input pk_" + "836131_9D2XZ5FLJM" + "UFSYC0U32JMB40795X3PK",
            "regression input xk_" + "974579_9F5DZ1BVCSW" + "BPOC9E44CLB75492R5QCC",
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
            "client = Client('«tf" + "p_DBkdcFdCEdh2vD8fspznDoSGHA" + "BqcUBAMKE2N3GG2nce_afDbT2Q8DnDHd»')",
        ],
        Negatives = [
            "\"tf" + "p_LKyteAvCEvr4jR4f" + "qxlzCtYZWAQziYLBYZJ0\" was refused",
            "\"xf" + "p_DBkdcFdCEdh2vD8fspznDoSGHAB" + "qcUBAMKE2N3GG2nce_afDbT2Q8DnDHd\" was refused",
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
            "the attacker posted «sl" + ".AKODTBgEFxDYRMrC9X9fCDDxKiOCPyi1_3cjAsyngF2cf4ca2B0CDIYe8fB64xw8f" + "MCemDOfu84BQFC_bDkcBDTwMUAIr7OcSkfeESmdDcCAB8C1ZmPR13aF15Naf2hdsiye3ba» at noon",
        ],
        Negatives = [
            "sl." + "ZRLJSOgEHgIVRSpS5I7rCAGpKvSGSmu4_5lwGzrvuN4" + "ke4xc6B1GBKOo3fP44qg8bGDfmMSah77BMIT_iXrgMWTpY is too short or misspelt",
            "xl." + "AKODTBgEFxDYRMrC9X9fCDDxKiOCPyi1_3cjAsyngF2cf4ca2B0CDIYe8fB64xw8fM" + "CemDOfu84BQFC_bDkcBDTwMUAIr7OcSkfeESmdDcCAB8C1ZmPR13aF15Naf2hdsiye3ba is too short or misspelt",
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
            "| prod | «fi" + "o-u-Se8JdbffYagaDf1gA12JbvcdcEbF" + "eHfvEAxf8MCd-085uE32lSfF-cMTEqdn5iKV» |",
        ],
        Negatives = [
            "docs mention fio" + "-u-Ut8HbjbdYmgvAv5nJ58Gekkea" + "CpDoKwsXIqb4KEm-615sR54oKyI-xMSK as a wrong one",
            "docs mention xio" + "-u-Se8JdbffYagaDf1gA12JbvcdcEbFe" + "HfvEAxf8MCd-085uE32lSfF-cMTEqdn5iKV as a wrong one",
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
            "config: { \"value\": \"«p8" + "e-F8BFC_fdfFd7Q" + "WCOB2aCEeecqAZZfFBV»\" }",
        ],
        Negatives = [
            "p8e" + "-J4NWT_gddYw5V" + "YGXE8oDPbzewQYYnAU is too short or misspelt",
            "x8e" + "-F8BFC_fdfFd7QW" + "COB2aCEeecqAZZfFBV is too short or misspelt",
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
            "- value: «00" + "DybeoADMMbmCD!AD7F4cMCbF0cXcUBbWeXjFnuEhdeAcMD4O_CGJB" + "bFyCpz1aedbDabded8AEaBpbMCLfvFFeJI8.bYk5Ibc4ekxfDxftC98CE»",
        ],
        Negatives = [
            "docs mention 00D" + "iejyEWHJuvPZ!AQ0N0fVOiG0dMjRZgYfIlVywWyujBb" + "HX3P_NTGGbYjAsm5entcDpmpyl0YJnLhzUQVqwDNfWW1.w as a wrong one",
            "docs mention #0D" + "ybeoADMMbmCD!AD7F4cMCbF0cXcUBbWeXjFnuEhdeAcMD4O_CGJBb" + "FyCpz1aedbDabded8AEaBpbMCLfvFFeJI8.bYk5Ibc4ekxfDxftC98CE as a wrong one",
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
            "found «10" + "00.ac40c411e70b20d8b620eb5963e9" + "f6e7.13b6aa1e028e2d7c0fb196e933dbd5» in the build log",
        ],
        Negatives = [
            "parser dropped 100" + "0.ac15c509c19c02a2a770ba8479f0" + "d1a8.66b4dd4b022c6a8a0bc222e069cbe",
            "parser dropped #00" + "0.ac40c411e70b20d8b620eb5963e9f" + "6e7.13b6aa1e028e2d7c0fb196e933dbd5",
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
            "the attacker posted «tk" + "n.v1_EVc0aarZbXrOcQR60B2ddcwL9im6Sbf" + "CFF5AZ3JABlfT8BXSOcAcF5e8bBpaETdtTHBC3b=» at noon",
        ],
        Negatives = [
            "tkn" + ".v1_VRr6dpyLcOjJiST59C0hsxsL9" + "lg2VyhAAW5DO1KFJvoQ1SUKYdCvL5a8k is too short or misspelt",
            "xkn" + ".v1_EVc0aarZbXrOcQR60B2ddcwL9im6SbfC" + "FF5AZ3JABlfT8BXSOcAcF5e8bBpaETdtTHBC3b= is too short or misspelt",
        ],
    };
}
