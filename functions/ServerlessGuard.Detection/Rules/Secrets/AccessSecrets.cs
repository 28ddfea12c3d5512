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
            "the attacker posted «hv" + "s.DdPcCDdSknR74adkbCXODBNdpd1GzGYzqeaD578qe5" + "1EBDs7f34FfzDxddAblDDaeh4ejxuD5EfsBl9C8Ya5gEXedd» at noon",
        ],
        Negatives = [
            "hvs" + ".XxToUAi" + "XyrS09gzogC is too short or misspelt",
            "xvs" + ".DdPcCDdSknR74adkbCXODBNdpd1GzGYzqeaD578qe51" + "EBDs7f34FfzDxddAblDDaeh4ejxuD5EfsBl9C8Ya5gEXedd is too short or misspelt",
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
            "| prod | VAULT_TOKEN=«s." + "d3ydfDvFeE" + "yobFFEdAb2KfSE» |",
        ],
        Negatives = [
            "VAU" + "LT_TOKEN=s.a7klz" + "KuRrMyweXTGeexample is in the notes",
            "docs mention VAU" + "LT_TOKEN=s.a7kl" + "zKuRrMyweXTGeBe9ZxS as a wrong one",
            "docs mention VAU" + "LT_TOKEN=x.d3ydf" + "DvFeEyobFFEdAb2KfSE as a wrong one",
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
            "let v = \"«dp" + ".pt.DfDUdFAcEfxOfbBm9Z" + "AyDf72ACc4CRFbdeKfYDcbb9z»\";",
        ],
        Negatives = [
            "typed dp." + "pt.HnUUjECbLwoLakW" + "i0TFjDo46SBw2DVAawtNdQ by mistake",
            "typed xp." + "pt.DfDUdFAcEfxOfbBm9Z" + "AyDf72ACc4CRFbdeKfYDcbb9z by mistake",
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
            "«st" + ".e50ebbb2a6b381f244565f4f.428d8970474a2b536e" + "96e8f69b101c1c.6814b27abc0ced80bd29490138fa9aa9» leaked in a screenshot",
        ],
        Negatives = [
            "parser dropped st." + "e28efef8d2f600b240720b8e.418d2532306a8c296f" + "47e7b18c911d7f.0358b42adc9fba11aa84340933cd3fb",
            "parser dropped xt." + "e50ebbb2a6b381f244565f4f.428d8970474a2b536e" + "96e8f69b101c1c.6814b27abc0ced80bd29490138fa9aa9",
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
            "ENTRY «op" + "s_eyJCEeajDDA4LBEfFcfZfD0GBC4C4wfleacczfmABbaJDcm7c5J52CZzA6EBHel8a_W_I6m7fbFB9c4dFDCmrfeMy_9G6ecdbagGcAf-fAcqFbFLE6eh_ceCcCsBGCZEy" + "fFxSBpUVClDbFFfbbx8-CAlUawnxA8-NKiZ5rJb5ded6S-y-_AdAC3CVaVeJAdEbEVzcCFB8pNQdiaf5a0FaC_DdaB7_ZAe6lFT04o8fnc8fF6brDkCXTa_26-Dfdc3nM541tD» END",
        ],
        Negatives = [
            "almost: ops" + "_eyJJRiroBGG7PRDgFcoNfW8YCX5C7wrquweduywLXccXRek6e7O12YZwH9BCNuo4m_I_M6j6slKF2c4eEYZmizdRs_9W0wh" + "mvgtUfPm-dFcxDrDLQ5ck_deJgUsRXBXHheZwSIlNSVlKbXAapdp8-XViKxwwgG3-NLtK5uXc0khg2U-o-_EbKA3LSjPjNOhAnHJ",
            "almost: xps" + "_eyJCEeajDDA4LBEfFcfZfD0GBC4C4wfleacczfmABbaJDcm7c5J52CZzA6EBHel8a_W_I6m7fbFB9c4dFDCmrfeMy_9G6ecdbagGcAf-fAcqFbFLE6eh_ceCcCsBGCZEy" + "fFxSBpUVClDbFFfbbx8-CAlUawnxA8-NKiZ5rJb5ded6S-y-_AdAC3CVaVeJAdEbEVzcCFB8pNQdiaf5a0FaC_DdaB7_ZAe6lFT04o8fnc8fF6brDkCXTa_26-Dfdc3nM541tD",
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
            "see `«A3" + "-BNNJ8S-WAGE5F-FA" + "CD6-17DDL-05BQ1-FEDVI»` below",
        ],
        Negatives = [
            "A3-" + "HGTK8I-VVZM0T-SD" + "ZJ0-93DML-65CT2-VARH never worked",
            "X3-" + "BNNJ8S-WAGE5F-FAC" + "D6-17DDL-05BQ1-FEDVI never worked",
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
            "why does «ts" + "key-aeev-FAmF0MJeEdEQAIEMQ-w" + "ofwGSCADC0eD6CfeP7fCeeOdGydCBsc» fail?",
        ],
        Negatives = [
            "rejected value tsk" + "ey-a" + "uth-AGm",
            "rejected value xsk" + "ey-aeev-FAmF0MJeEdEQAIEMQ-w" + "ofwGSCADC0eD6CfeP7fCeeOdGydCBsc",
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
            "[ngrok authtoken «2c" + "A4VdB1H0ENeaBdCcd9b0C0" + "F1D_ujz4BdBDAefdzc7E4dAFd»]",
        ],
        Negatives = [
            "Rotate ngrok authtoken 2sB" + "4VwD7Q5EVpgCbGan8y3L0" + "C0E_unh1NmCLEdtdocexample before Friday.",
            "regression input ngrok authtoken 2sB" + "4VwD7Q5EVpgCbGan8y" + "3L0C0E_unh1NmCLEdtdoc7",
            "regression input ngrok authtoken #cA" + "4VdB1H0ENeaBdCcd9b0C0" + "F1D_ujz4BdBDAefdzc7E4dAFd",
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
            "export API_VALUE=Authorization: SSWS «00" + "thVQD2dbE5iEEatejb" + "foAB1eI_e0Li98AewfddDD»",
        ],
        Negatives = [
            "\"Authorization: SSWS 00h" + "vVSD9gaV1hBHktvj" + "zopCA9cI_a0Ii66Ihw\" was refused",
            "\"Authorization: SSWS #0t" + "hVQD2dbE5iEEatejbf" + "oAB1eI_e0Li98AewfddDD\" was refused",
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
            "let v = \"«NF" + "-Iya0BlsVLTYRFx" + "6qCL0uAFECKKBBbC86»\";",
        ],
        Negatives = [
            "typed NF-" + "Jij3EltWZVOUKu" + "3tET2lCFZNQKEHbG6 by mistake",
            "typed XF-" + "Iya0BlsVLTYRFx" + "6qCL0uAFECKKBBbC86 by mistake",
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
            "see `«se" + "cret-live-aSc4EWMXY1f" + "DbezqsdYATdAonGF47qrmekZn»` below",
        ],
        Negatives = [
            "sec" + "ret-live-yLt4EKZOS9f" + "KgswmmdOCXlTnzHK54nhmuzI never worked",
            "xec" + "ret-live-aSc4EWMXY1fD" + "bezqsdYATdAonGF47qrmekZn never worked",
        ],
    };
}
