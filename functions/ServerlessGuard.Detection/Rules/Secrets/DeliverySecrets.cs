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
        ],
        Negatives = [
            "bkua_M is not one",
            "The buildkite-token page describes the format.",
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
        ],
        Negatives = [
            "CCIPAT_A is not one",
            "The circleci-token page describes the format.",
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
        ],
        Negatives = [
            "sat.iWrPR is not one",
            "The harness-token page describes the format.",
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
        ],
        Negatives = [
            "pul-72 is not one",
            "The pulumi-token page describes the format.",
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
        ],
        Negatives = [
            "xpuUhtGgm8b is not one",
            "The terraform-token page describes the format.",
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
        ],
        Negatives = [
            "pnb_tv is not one",
            "The prefect-key page describes the format.",
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
        ],
        Negatives = [
            "PMAK-8cd is not one",
            "The postman-key page describes the format.",
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
        ],
        Negatives = [
            "rdme_rhjy is not one",
            "The readme-key page describes the format.",
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
        ],
        Negatives = [
            "ion_vM is not one",
            "The ionic-token page describes the format.",
        ],
    };
}
