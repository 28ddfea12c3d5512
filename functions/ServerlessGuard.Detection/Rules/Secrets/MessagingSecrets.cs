using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Keys of services that send mail and messages.</summary>
internal static class MessagingSecrets
{
    /// <summary>SendGrid key.</summary>
    public static Rule SendGridKey { get; } = new()
    {
        Id = "SG-SEC-094",
        Kind = "sendgrid-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("SG."),
        Pattern = @"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}",
        MaxLength = 69,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «SG." + "_C5_MTe8Ms-9DX96oMdNvd" + ".CY45bwIWq7EtO63Dro3iMiKa1qe35eJU_rDBQRVrhlx» before Friday.",
            "«SG" + "._C6_DOb9Qj-8AC66wDcZrb.ED19ezRY" + "a3AtO56Dad4hOcUf0sf92dCX_nCALWMecax» leaked in a screenshot",
        ],
        Negatives = [
            "parser dropped SG." + "_C5_MTe8Ms-9DX96oMdNvd.CY45bwIW" + "q7EtO63Dro3iMiKa1qe35eJU_rDBQRVrhl",
            "parser dropped XG." + "_C6_DOb9Qj-8AC66wDcZrb.ED19ezRY" + "a3AtO56Dad4hOcUf0sf92dCX_nCALWMecax",
        ],
    };

    /// <summary>Mailgun private key.</summary>
    public static Rule MailgunKey { get; } = new()
    {
        Id = "SG-SEC-095",
        Kind = "mailgun-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("key-"),
        Pattern = "key-[0-9a-f]{32}",
        MaxLength = 36,
        Confidence = 0.9,
        Positives = [
            "Rotate «key" + "-3ecb5e4505" + "7c1063b9ac52882b6283cd» before Friday.",
            "ENTRY «ke" + "y-1daa8a29256e2" + "038a1dd87997f6192dd» END",
        ],
        Negatives = [
            "almost: key" + "-3ecb5e45057c1" + "063b9ac52882b6283c",
            "almost: xey" + "-1daa8a29256e20" + "38a1dd87997f6192dd",
        ],
    };

    /// <summary>Mailchimp key: hex digits and the data centre.</summary>
    public static Rule MailchimpKey { get; } = new()
    {
        Id = "SG-SEC-096",
        Kind = "mailchimp-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["-us"], 32),
        Pattern = "[0-9a-f]{32}-us[0-9]{1,2}",
        MaxLength = 37,
        Confidence = 0.95,
        Positives = [
            "Rotate «6b0" + "d7d0c3b954e" + "4946cb3533e0f68f58-us4» before Friday.",
            "see `«5a" + "0a4e2c3a604c655" + "3fb8834a7d08f33-us0»` below",
        ],
        Negatives = [
            "6b0" + "d7d0c3b954e494" + "6cb3533e0f68f58-us never worked",
            "#a0" + "a4e2c3a604c6553" + "fb8834a7d08f33-us0 never worked",
        ],
    };

    /// <summary>Mandrill key of the newer form.</summary>
    public static Rule MandrillKey { get; } = new()
    {
        Id = "SG-SEC-097",
        Kind = "mandrill-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("md-"),
        Pattern = "md-[A-Za-z0-9_-]{22}",
        MaxLength = 25,
        Check = SecretShape.MixedRandom,
        Confidence = 0.8,
        Positives = [
            "Rotate «md-" + "37xU5Ly" + "4a6GPnANDL_zbhJ» before Friday.",
            "value := \"«md" + "-84eE7Re7a" + "3WOnFECL_jccB»\"",
        ],
        Negatives = [
            "Rotate md-" + "37xU5Ly4a" + "6GPnANexample before Friday.",
            "test vector md-" + "37xU5Ly4a" + "6GPnANDL_zbh",
            "test vector xd-" + "84eE7Re7a" + "3WOnFECL_jccB",
        ],
    };

    /// <summary>Brevo API and SMTP key.</summary>
    public static Rule BrevoKey { get; } = new()
    {
        Id = "SG-SEC-098",
        Kind = "brevo-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("xkeysib-", "xsmtpsib-"),
        Pattern = "x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}",
        MaxLength = 91,
        Confidence = 0.95,
        Positives = [
            "Rotate «xke" + "ysib-ad7086aee35729d6f12f54e" + "6f1c27aaa20677dfacb0203748ed200944a64d168-wudjVokOxWJ04ybn» before Friday.",
            "why does «xk" + "eysib-ad2716efa35027c9c51e97d3b1e80dec4807" + "8eddbf0202035ef479400b36a538-seacTaeOdSA27hfb» fail?",
        ],
        Negatives = [
            "rejected value xke" + "ysib-ad7086aee35729d6f12f54e6f1c27aaa2067" + "7dfacb0203748ed200944a64d168-wudjVokOxWJ04yb",
            "rejected value qke" + "ysib-ad2716efa35027c9c51e97d3b1e80dec4807" + "8eddbf0202035ef479400b36a538-seacTaeOdSA27hfb",
        ],
    };

    /// <summary>Resend key.</summary>
    public static Rule ResendKey { get; } = new()
    {
        Id = "SG-SEC-099",
        Kind = "resend-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("re_"),
        Pattern = "re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}",
        MaxLength = 36,
        Check = SecretShape.MixedRandom,
        Confidence = 0.9,
        Positives = [
            "Rotate «re_" + "IQk4zTip_wf" + "2Q9Uh0YYKtDAciOcliC9nd» before Friday.",
            "[«re" + "_FTb7bThd_ze5U0" + "Db4DTWeEAduOcaaB6nc»]",
        ],
        Negatives = [
            "Rotate re_" + "IQk4zTip_wf2Q9U" + "h0YYKtDAciOexample before Friday.",
            "regression input re_" + "IQk4zTip_wf2Q9" + "Uh0YYKtDAciOcliC9n",
            "regression input xe_" + "FTb7bThd_ze5U0D" + "b4DTWeEAduOcaaB6nc",
        ],
    };

    /// <summary>Twilio API key id and account id.</summary>
    public static Rule TwilioKey { get; } = new()
    {
        Id = "SG-SEC-100",
        Kind = "twilio-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("SK", "AC"),
        Pattern = "(?:SK|AC)[0-9a-f]{32}",
        MaxLength = 34,
        Confidence = 0.85,
        Positives = [
            "Rotate «SKb" + "deeb7778de" + "10aff8c9cbc185e673003» before Friday.",
            "export API_VALUE=«SK" + "baffd6072de17d" + "fd9f8eec289a988254»",
        ],
        Negatives = [
            "\"SK" + "bdeeb7778de10a" + "ff8c9cbc185e67300\" was refused",
            "\"XK" + "baffd6072de17df" + "d9f8eec289a988254\" was refused",
        ],
    };

    /// <summary>MailerSend token.</summary>
    public static Rule MailerSendKey { get; } = new()
    {
        Id = "SG-SEC-101",
        Kind = "mailersend-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("mlsn."),
        Pattern = @"mlsn\.[0-9a-f]{64}",
        MaxLength = 69,
        Confidence = 0.95,
        Positives = [
            "Rotate «mls" + "n.11624998bfd24a8561f3" + "0a34bb40a179e01f2a3f90188a8919079b73f4496e04» before Friday.",
            "config: { \"value\": \"«ml" + "sn.28029036bfe03d1456d23e16af40d" + "588e93d1f6d37120c4284143e63d6864c76»\" }",
        ],
        Negatives = [
            "mls" + "n.11624998bfd24a8561f30a34bb40a" + "179e01f2a3f90188a8919079b73f4496e0 is too short or misspelt",
            "xls" + "n.28029036bfe03d1456d23e16af40d" + "588e93d1f6d37120c4284143e63d6864c76 is too short or misspelt",
        ],
    };

    /// <summary>Intercom token: base 64 of tok:.</summary>
    public static Rule IntercomToken { get; } = new()
    {
        Id = "SG-SEC-102",
        Kind = "intercom-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("dG9rO"),
        Pattern = "dG9rO[A-Za-z0-9+/]{50,80}={0,2}",
        MaxLength = 90,
        Confidence = 0.95,
        Positives = [
            "Rotate «dG9" + "rOm2dlkRIUC95EkjbOu" + "6kBRTv8HZjjDWTpJuqolAxyG9SOAjC7HZtoyu7=» before Friday.",
            "- value: «dG" + "9rOf8edbFDKC44DdobDa4aBWEy0F" + "FqjAJApDvaczFvsS4IDEuC4CBbdok5=»",
        ],
        Negatives = [
            "docs mention dG9" + "rOm2dlkRIUC95EkjbOu6kBRT" + "v8HZjjDWTpJuqolAxyG9SOAjC7H as a wrong one",
            "docs mention xG9" + "rOf8edbFDKC44DdobDa4aBWEy0F" + "FqjAJApDvaczFvsS4IDEuC4CBbdok5= as a wrong one",
        ],
    };

    /// <summary>HubSpot private app token.</summary>
    public static Rule HubSpotToken { get; } = new()
    {
        Id = "SG-SEC-163",
        Kind = "hubspot-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pat-na", "pat-eu", "pat-ap"),
        Pattern = "pat-(?:na|eu|ap)[0-9]{1,2}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        MaxLength = 50,
        Confidence = 0.95,
        Positives = [
            "Rotate «pat" + "-na1-e49acab9" + "-0866-5328-ccdf-193bde500b43» before Friday.",
            "curl -H 'X-Value: «pa" + "t-na4-a85fecf5-1934" + "-0183-bacb-237bca134f38»' https://api.example.com/v1",
        ],
        Negatives = [
            "typed pat" + "-na1-e49acab9-0866" + "-5328-ccdf-193bde500b4 by mistake",
            "typed xat" + "-na4-a85fecf5-1934-" + "0183-bacb-237bca134f38 by mistake",
        ],
    };

    /// <summary>PubNub publish, subscribe and secret key.</summary>
    public static Rule PubNubKey { get; } = new()
    {
        Id = "SG-SEC-166",
        Kind = "pubnub-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pub-c-", "sub-c-", "sec-c-"),
        Pattern = "(?:pub|sub)-c-[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}|sec-c-[A-Za-z0-9+/=]{40,60}",
        MaxLength = 70,
        Confidence = 0.95,
        Positives = [
            "Rotate «pub" + "-c-f4c87653-f" + "dc9-f754-3b47-bfc20a344858» before Friday.",
            "old value «pu" + "b-c-d2e76863-fda0-" + "f579-6f88-efe46f632060», please revoke",
        ],
        Negatives = [
            "pub" + "-c-f4c87653-fdc9-" + "f754-3b47-bfc20a34485 never worked",
            "xub" + "-c-d2e76863-fda0-f" + "579-6f88-efe46f632060 never worked",
        ],
    };

    /// <summary>Ably key: app, key id and secret.</summary>
    public static Rule AblyKey { get; } = new()
    {
        Id = "SG-SEC-167",
        Kind = "ably-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ably"),
        Pattern = @"ably[\w .:=""\x27,-]{1,30}?\b(?<v>[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{6}:[A-Za-z0-9_-]{43})",
        IgnoreCase = true,
        MaxLength = 100,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.9,
        Positives = [
            "Rotate ably key: «xyk" + "NGO.wzmexF:he4aWcD" + "hfUzKgwWkbG74kXLklaVSVpQOHPnNSTgr13y» before Friday.",
            "<entry>ably key: «db" + "uEAE.abfecF:ee8fQeAkeBcEfz" + "JeaF26oYBcddWADaDTIMuWIEga86h»</entry>",
        ],
        Negatives = [
            "test vector ably key: xyk" + "NGO.wzmexF:he4aWcDhfUzKgw" + "WkbG74kXLklaVSVpQOHPnNSTgr13",
            "test vector ably key: dbu" + "EAE#abfecF:ee8fQeAkeBcEfz" + "JeaF26oYBcddWADaDTIMuWIEga86h",
        ],
    };
}
