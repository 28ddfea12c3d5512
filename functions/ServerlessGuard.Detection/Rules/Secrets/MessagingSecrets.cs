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
        ],
        Negatives = [
            "SG._C5_M is not one",
            "The sendgrid-key page describes the format.",
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
        ],
        Negatives = [
            "key-3e is not one",
            "The mailgun-key page describes the format.",
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
        ],
        Negatives = [
            "6b0d7d is not one",
            "The mailchimp-key page describes the format.",
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
        ],
        Negatives = [
            "md-37x is not one",
            "The mandrill-key page describes the format.",
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
        ],
        Negatives = [
            "xkeysib-ad7 is not one",
            "The brevo-key page describes the format.",
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
        ],
        Negatives = [
            "re_IQk is not one",
            "The resend-key page describes the format.",
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
        ],
        Negatives = [
            "SKbdee is not one",
            "The twilio-key page describes the format.",
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
        ],
        Negatives = [
            "mlsn.116 is not one",
            "The mailersend-key page describes the format.",
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
        ],
        Negatives = [
            "dG9rOm2 is not one",
            "The intercom-token page describes the format.",
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
        ],
        Negatives = [
            "pat-na is not one",
            "The hubspot-token page describes the format.",
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
        ],
        Negatives = [
            "pub-c- is not one",
            "The pubnub-key page describes the format.",
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
        ],
        Negatives = [
            "ably key: xykNGO. is not one",
            "The ably-key page describes the format.",
        ],
    };
}
