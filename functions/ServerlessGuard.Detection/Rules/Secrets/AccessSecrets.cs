using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Keys of secret stores, identity providers and networks.</summary>
internal static class AccessSecrets
{
    /// <summary>HashiCorp Vault service, batch and recovery token.</summary>
    public static Rule VaultToken { get; } = new()
    {
        Id = "SG-SEC-051",
        Kind = "vault-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("hvs.", "hvb.", "hvr."),
        Pattern = @"hv[sbr]\.[A-Za-z0-9_-]{24,}",
        MaxLength = 300,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «hvs" + ".XxToUAiXyrS09gzogCWTFCZyqt0Zg" + "POuhwbK516ik69JEGu3d95AdqIgnvVikYAbvv6vpqzU2FanBl4C8Nf4gVWaka» before Friday.",
        ],
        Negatives = [
            "hvs.XxToUAi is not one",
            "The vault-token page describes the format.",
        ],
    };

    /// <summary>HashiCorp Vault token of the older form.</summary>
    public static Rule VaultLegacyToken { get; } = new()
    {
        Id = "SG-SEC-052",
        Kind = "vault-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("s.", "b."),
        Pattern = @"[sb]\.[A-Za-z0-9]{24}",
        MaxLength = 26,
        Check = SecretShape.MixedRandom,
        Confidence = 0.45,
        Context = ["vault", "VAULT_TOKEN", "X-Vault-Token", "hashicorp"],
        Positives = [
            "VAULT_TOKEN=«s.a" + "7klzKuR" + "rMyweXTGeBe9ZxST» is in the notes",
        ],
        Negatives = [
            "VAULT_TOKEN=s.a7kl is not one",
            "The vault-token page describes the format.",
        ],
    };

    /// <summary>Doppler token.</summary>
    public static Rule DopplerToken { get; } = new()
    {
        Id = "SG-SEC-053",
        Kind = "doppler-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."),
        Pattern = @"dp\.(?:pt|ct|sa|scim|audit|st(?:\.[a-z0-9_-]{2,35})?)\.[A-Za-z0-9]{40,44}",
        MaxLength = 96,
        Confidence = 0.95,
        Positives = [
            "Rotate «dp." + "pt.HnUUjECbLwoL" + "akWi0TFjDo46SBw2DVAawtNdQDkbc7t» before Friday.",
        ],
        Negatives = [
            "dp.pt. is not one",
            "The doppler-token page describes the format.",
        ],
    };

    /// <summary>Infisical service token.</summary>
    public static Rule InfisicalToken { get; } = new()
    {
        Id = "SG-SEC-054",
        Kind = "infisical-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("st."),
        Pattern = @"st\.[0-9a-f]{24}\.[0-9a-f]{32}\.[0-9a-f]{32}",
        MaxLength = 96,
        Confidence = 0.95,
        Positives = [
            "Rotate «st." + "e28efef8d2f600b240720b8e.418d2" + "532306a8c296f47e7b18c911d7f.0358b42adc9fba11aa84340933cd3fb8» before Friday.",
        ],
        Negatives = [
            "st.e28efef8 is not one",
            "The infisical-token page describes the format.",
        ],
    };

    /// <summary>1Password service account token.</summary>
    public static Rule OnePasswordToken { get; } = new()
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

    /// <summary>1Password account secret key.</summary>
    public static Rule OnePasswordSecretKey { get; } = new()
    {
        Id = "SG-SEC-056",
        Kind = "1password-secret-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("A3-"),
        Pattern = "A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}",
        MaxLength = 40,
        Confidence = 0.95,
        Positives = [
            "Rotate «A3-" + "HGTK8I-VVZM0" + "T-SDZJ0-93DML-65CT2-VARHK» before Friday.",
        ],
        Negatives = [
            "A3-HGT is not one",
            "The 1password-secret-key page describes the format.",
        ],
    };

    /// <summary>Tailscale key.</summary>
    public static Rule TailscaleKey { get; } = new()
    {
        Id = "SG-SEC-158",
        Kind = "tailscale-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("tskey-"),
        Pattern = "tskey-(?:[a-z]{2,12}-)?[A-Za-z0-9]{4,32}(?:-[A-Za-z0-9]{4,40})+",
        MaxLength = 100,
        Confidence = 0.95,
        Positives = [
            "Rotate «tsk" + "ey-auth-AGmF1ROtAwF" + "OCNTRL-juxoWVMOEL8sL2CrpL1rKaxZeVjdYXgt» before Friday.",
        ],
        Negatives = [
            "tskey-a is not one",
            "The tailscale-key page describes the format.",
        ],
    };

    /// <summary>ngrok token and API key.</summary>
    public static Rule NgrokToken { get; } = new()
    {
        Id = "SG-SEC-159",
        Kind = "ngrok-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ngrok"),
        Pattern = @"ngrok[\w .:=""\x27,-]{1,40}?\b(?<v>(?:cr_|ak_)?[0-9A-Za-z]{20,30}_[0-9A-Za-z]{16,28})",
        IgnoreCase = true,
        MaxLength = 110,
        LeftBoundary = false,
        Check = SecretShape.MixedRandom,
        Confidence = 0.9,
        Positives = [
            "Rotate ngrok authtoken «2sB" + "4VwD7Q5EVpgCbGa" + "n8y3L0C0E_unh1NmCLEdtdoc7A6iABn» before Friday.",
        ],
        Negatives = [
            "ngrok authtoken 2sB4Vw is not one",
            "The ngrok-token page describes the format.",
        ],
    };

    /// <summary>Okta token in its own scheme.</summary>
    public static Rule OktaToken { get; } = new()
    {
        Id = "SG-SEC-160",
        Kind = "okta-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("SSWS "),
        Pattern = "SSWS (?<v>00[A-Za-z0-9_-]{38,42})",
        MaxLength = 50,
        RightBoundary = false,
        Confidence = 0.97,
        Positives = [
            "Rotate Authorization: SSWS «00h" + "vVSD9gaV1hBHk" + "tvjzopCA9cI_a0Ii66IhwveeHU» before Friday.",
        ],
        Negatives = [
            "Authorization: SSWS 00hvVS is not one",
            "The okta-token page describes the format.",
        ],
    };

    /// <summary>Nightfall key.</summary>
    public static Rule NightfallKey { get; } = new()
    {
        Id = "SG-SEC-173",
        Kind = "nightfall-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("NF-"),
        Pattern = "NF-[A-Za-z0-9]{32}",
        MaxLength = 35,
        Confidence = 0.9,
        Positives = [
            "Rotate «NF-" + "Jij3EltWZV" + "OUKu3tET2lCFZNQKEHbG61» before Friday.",
        ],
        Negatives = [
            "NF-Jij is not one",
            "The nightfall-key page describes the format.",
        ],
    };

    /// <summary>Stytch secret.</summary>
    public static Rule StytchSecret { get; } = new()
    {
        Id = "SG-SEC-176",
        Kind = "stytch-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("secret-live-", "secret-test-"),
        Pattern = "secret-(?:live|test)-[A-Za-z0-9_=-]{36}",
        MaxLength = 48,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «sec" + "ret-live-yLt4EK" + "ZOS9fKgswmmdOCXlTnzHK54nhmuzIi» before Friday.",
        ],
        Negatives = [
            "secret is not one",
            "The stytch-secret page describes the format.",
        ],
    };
}
