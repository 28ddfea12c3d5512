namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>1Password service account token.</summary>
internal sealed class OnePasswordToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-055",
        Kind = "1password-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ops_eyJ"),
        Pattern = "ops_eyJ[A-Za-z0-9+/_-]{200,}={0,2}",
        MaxLength = 2048,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «ops" + "_eyJJRiroBGG7PRDgFcoNfW8YCX5C7wrquweduywLXccXRek6e7O12YZwH9BCNuo4m_I_M6j6slKF2c4eEYZmizd" + "Rs_9W0whmvgtUfPm-dFcxDrDLQ5ck_deJgUsRXBXHheZwSIlNSVlKbXAapdp8-XViKxwwgG3-NLtK5uXc0khg2U-o-_EbKA3LSjPjNOhAnHJhcYFB2gROyjfx1p7HeC_WnsA2_ZMc0gTU11u9xul4nX2gsDqGUPd_27-Mjfe5gP503iE» before Friday.",
        ],
        Negatives = [
            "ops_eyJJRiroBGG7PRDgFcoNfW8YCX5C7 is not one",
            "The 1password-token page describes the format.",
        ],
    };
}
