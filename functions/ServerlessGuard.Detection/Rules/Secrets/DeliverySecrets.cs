namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Tokens of build, deployment and infrastructure tools.</summary>
internal static class DeliverySecrets
{
    /// <summary>Buildkite token.</summary>
    public static Rule BuildkiteToken { get; } = new()
    {
        Id = "SG-SEC-044",
        Kind = "buildkite-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("bkua_", "bkct_", "bkaj_", "bkpi_"),
        Pattern = "bk(?:ua|ct|aj|pi)_[A-Za-z0-9]{30,50}",
        MaxLength = 60,
        Confidence = 0.95,
        Positives = [
            "Rotate «bku" + "a_My7ibjhiMfNL" + "hZhG8sqDQez8UXoc2iWcV1RSQ8LB» before Friday.",
            "found «bk" + "ua_Cd4adbduFfTAgNcF0" + "tiFDcd0OAna6mFdK4AEQ9VE» in the build log",
        ],
        Negatives = [
            "parser dropped bku" + "a_My7ibjhiMfNL" + "hZhG8sqDQez8UXoc2",
            "parser dropped xku" + "a_Cd4adbduFfTAgNcF0" + "tiFDcd0OAna6mFdK4AEQ9VE",
        ],
    };

    /// <summary>CircleCI personal and project token.</summary>
    public static Rule CircleCiToken { get; } = new()
    {
        Id = "SG-SEC-045",
        Kind = "circleci-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("CCIPAT_", "CCIPRJ_"),
        Pattern = "CCIP(?:AT|RJ)_[A-Za-z0-9]{20,24}_[A-Za-z0-9]{40,44}",
        MaxLength = 80,
        Confidence = 0.95,
        Positives = [
            "Rotate «CCI" + "PAT_AcOzw9m7Sq0kAFnSlm" + "Ridh_593e0db77b4d6656a11b2709f2fe4c760546f64f» before Friday.",
            "Set it to «CC" + "IPAT_FaVgc7b6Ab0eAFdZbcRqaa_083f" + "8ac31e4d8926f95b9731c2ab8f060346a65f» and restart.",
        ],
        Negatives = [
            "almost: CCI" + "PAT_AcOzw9m7Sq0kAFnSlmRidh_593e" + "0db77b4d6656a11b2709f2fe4c760546f64",
            "almost: XCI" + "PAT_FaVgc7b6Ab0eAFdZbcRqaa_083f8" + "ac31e4d8926f95b9731c2ab8f060346a65f",
        ],
    };

    /// <summary>Harness personal and service account token.</summary>
    public static Rule HarnessToken { get; } = new()
    {
        Id = "SG-SEC-046",
        Kind = "harness-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pat.", "sat."),
        Pattern = @"[ps]at\.[A-Za-z0-9_-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}",
        MaxLength = 78,
        Confidence = 0.95,
        Positives = [
            "Rotate «sat" + ".iWrPRAzwe_NWyYhchUF2eA" + ".8cc592b8abfaf591dacfb8ee.48YMyNvsGki60DeHrfdI» before Friday.",
            "old value «pa" + "t.lRaPVFzae_GCmUlebSE5cF.6fe543e5" + "cccde726afaeb5bc.69AFgAvlXbd03CdHzccN», please revoke",
        ],
        Negatives = [
            "sat" + ".iWrPRAzwe_NWyYhchUF2eA.8cc592b8" + "abfaf591dacfb8ee.48YMyNvsGki60DeHrfd never worked",
            "xat" + ".lRaPVFzae_GCmUlebSE5cF.6fe543e5c" + "ccde726afaeb5bc.69AFgAvlXbd03CdHzccN never worked",
        ],
    };

    /// <summary>Pulumi access token.</summary>
    public static Rule PulumiToken { get; } = new()
    {
        Id = "SG-SEC-049",
        Kind = "pulumi-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pul-"),
        Pattern = "pul-[0-9a-f]{40}",
        MaxLength = 44,
        Confidence = 0.95,
        Positives = [
            "Rotate «pul" + "-7244fcf3e9c5" + "a44d797dc267ff0b4245b09a6daa» before Friday.",
            "# rotated on Monday: «pu" + "l-6664bdd1e4e3e06d6" + "06ac971bf6e9586a30c7dae»",
        ],
        Negatives = [
            "regression input pul" + "-7244fcf3e9c5a44d7" + "97dc267ff0b4245b09a6da",
            "regression input xul" + "-6664bdd1e4e3e06d60" + "6ac971bf6e9586a30c7dae",
        ],
    };

    /// <summary>Terraform Cloud and Vagrant Cloud token.</summary>
    public static Rule TerraformToken { get; } = new()
    {
        Id = "SG-SEC-050",
        Kind = "terraform-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains([".atlasv1."], 14),
        Pattern = @"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}",
        MaxLength = 96,
        Confidence = 0.95,
        Positives = [
            "Rotate «xpu" + "UhtGgm8bb8R.atlasv1.sOSKMyc9s" + "TgPIm8260dHO8xMr6JSslpHW4wEIeNh2nSn3Tv5gWanq40G5tl3bkUXce6» before Friday.",
            "client = Client('«fn" + "qMeeWym1aa3F.atlasv1.oBKBMvd9sNmFGj0854eAF" + "0fAk0CFctbES7bFCeJp9cNn2Tn4dPeca54A6vd0dcFZad1»')",
        ],
        Negatives = [
            "\"xp" + "uUhtGgm8bb8R.atlasv1.sOSKMyc9sTgPIm826" + "0dHO8xMr6JSslpHW4wEIeNh2nSn3Tv5gWanq40G5t\" was refused",
            "\"fn" + "qMeeWym1aa3F.atlasv1.oBKBMvd9sNmFGj0854eAF0" + "*Ak0CFctbES7bFCeJp9cNn2Tn4dPeca54A6vd0dcFZad1\" was refused",
        ],
    };

    /// <summary>Prefect key.</summary>
    public static Rule PrefectKey { get; } = new()
    {
        Id = "SG-SEC-140",
        Kind = "prefect-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pnu_", "pnb_"),
        Pattern = "pn[ub]_[A-Za-z0-9]{36}",
        MaxLength = 40,
        Confidence = 0.95,
        Positives = [
            "Rotate «pnb" + "_tvzOhdZpNRl" + "9b1mXFLu7jJf5orWWw7Ls8phg» before Friday.",
            "export API_VALUE=«pn" + "b_zseBdbAxFSa9b9f" + "RBAe5cJb0feRBu7Ac6jap»",
        ],
        Negatives = [
            "\"pn" + "b_tvzOhdZpNRl9b1m" + "XFLu7jJf5orWWw7Ls8ph\" was refused",
            "\"xn" + "b_zseBdbAxFSa9b9fR" + "BAe5cJb0feRBu7Ac6jap\" was refused",
        ],
    };

    /// <summary>Postman key.</summary>
    public static Rule PostmanKey { get; } = new()
    {
        Id = "SG-SEC-147",
        Kind = "postman-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("PMAK-", "PMAT-"),
        Pattern = "PMAK-[0-9a-f]{24}-[0-9a-f]{34}|PMAT-[0-9A-Z]{26}",
        MaxLength = 64,
        Confidence = 0.95,
        Positives = [
            "Rotate «PMA" + "K-8cd81e420e2709ca0e" + "724d0c-f81e6de34bb0950d9f2bb57b249f07809a» before Friday.",
            "<entry>«PM" + "AK-8ad96e295c4814ba6d346d5c-d" + "81f1ec95ac1964e0b8bb51a621b46645e»</entry>",
        ],
        Negatives = [
            "test vector PMA" + "K-8cd81e420e2709ca0e724d0c-f" + "81e6de34bb0950d9f2bb57b249f07809",
            "test vector XMA" + "K-8ad96e295c4814ba6d346d5c-d8" + "1f1ec95ac1964e0b8bb51a621b46645e",
        ],
    };

    /// <summary>ReadMe key.</summary>
    public static Rule ReadMeKey { get; } = new()
    {
        Id = "SG-SEC-153",
        Kind = "readme-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("rdme_"),
        Pattern = "rdme_[a-z0-9]{70}",
        MaxLength = 75,
        Confidence = 0.95,
        Positives = [
            "Rotate «rdm" + "e_rhjyika6gle5ivec5zlcdu" + "l2u2abw4f8zh919gyr900x01egqvsqgywb6oc8sxosvrggx1» before Friday.",
            "let v = \"«rd" + "me_leybiae6gva8rled4rucbak7l4acq0e9" + "ex160wio161o88cuebjfosfb9pa6scgdaeawu6»\";",
        ],
        Negatives = [
            "typed rdm" + "e_rhjyika6gle5ivec5zlcdul2u2abw4f8" + "zh919gyr900x01egqvsqgywb6oc8sxosvrggx by mistake",
            "typed xdm" + "e_leybiae6gva8rled4rucbak7l4acq0e9" + "ex160wio161o88cuebjfosfb9pa6scgdaeawu6 by mistake",
        ],
    };

    /// <summary>Ionic token.</summary>
    public static Rule IonicToken { get; } = new()
    {
        Id = "SG-SEC-175",
        Kind = "ionic-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ion_"),
        Pattern = "ion_[A-Za-z0-9]{42}",
        MaxLength = 46,
        Confidence = 0.95,
        Positives = [
            "Rotate «ion" + "_vMc5ioi6qd1g6" + "1iEPyMujPNUDDRAPfYa3E0CSfSdut» before Friday.",
            "ENTRY «io" + "n_lQc7iwv5af9d27qBIe" + "FbdWEPAACCZfDe2A1ABcJcaz» END",
        ],
        Negatives = [
            "almost: ion" + "_vMc5ioi6qd1g61iEPy" + "MujPNUDDRAPfYa3E0CSfSdu",
            "almost: xon" + "_lQc7iwv5af9d27qBIeF" + "bdWEPAACCZfDe2A1ABcJcaz",
        ],
    };
}
