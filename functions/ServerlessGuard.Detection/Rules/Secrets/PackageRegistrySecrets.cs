using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Tokens of package and image registries.</summary>
internal static class PackageRegistrySecrets
{
    /// <summary>npm access token.</summary>
    public static Rule NpmToken { get; } = new()
    {
        Id = "SG-SEC-058",
        Kind = "npm-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("npm_"),
        Pattern = "npm_[A-Za-z0-9]{36}",
        MaxLength = 40,
        Confidence = 0.95,
        Positives = [
            "Rotate «npm" + "_dRZ5SDehQeK" + "vaiL7kBZ4Xt1PJRcDlGnsWR8L» before Friday.",
        ],
        Negatives = [
            "npm_dR is not one",
            "The npm-token page describes the format.",
        ],
    };

    /// <summary>npm token of the older form in a configuration file.</summary>
    public static Rule NpmLegacyToken { get; } = new()
    {
        Id = "SG-SEC-059",
        Kind = "npm-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("_authToken", "NPM_TOKEN"),
        Pattern = @"(?:_authToken|NPM_TOKEN)[""\x27]?\s{0,3}[=:]\s{0,3}[""\x27]?(?<v>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})",
        IgnoreCase = true,
        MaxLength = 70,
        LeftBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate //registry.npmjs.org/:_authToken=«20c" + "3b0c4-bebb-" + "18b2-9080-1b0588464fb8» before Friday.",
        ],
        Negatives = [
            "//registry.npmjs.org/:_authToken=20c3b0 is not one",
            "The npm-token page describes the format.",
        ],
    };

    /// <summary>PyPI upload token: a macaroon of pypi.org.</summary>
    public static Rule PyPiToken { get; } = new()
    {
        Id = "SG-SEC-060",
        Kind = "pypi-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pypi-AgE"),
        Pattern = "pypi-AgE[A-Za-z0-9_-]{50,}",
        MaxLength = 1000,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «pyp" + "i-AgEIcHlwaS5vcmcxRS9iAxetxDolA4k06" + "HWg2uB7V_MTlzpnj1yDpEMagCw_OuVXDTvwCWFW-jfknKHiMrmh02Y74WgUd3H3TLHbZJO4A» before Friday.",
        ],
        Negatives = [
            "pypi-AgEIcHlw is not one",
            "The pypi-token page describes the format.",
        ],
    };

    /// <summary>RubyGems API key.</summary>
    public static Rule RubyGemsKey { get; } = new()
    {
        Id = "SG-SEC-061",
        Kind = "rubygems-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("rubygems_"),
        Pattern = "rubygems_[0-9a-f]{48}",
        MaxLength = 57,
        Confidence = 0.95,
        Positives = [
            "Rotate «rub" + "ygems_c2bc501ff51a" + "fba8403c21d2cd3496f82fe4467bdd8fdeea» before Friday.",
        ],
        Negatives = [
            "rubygem is not one",
            "The rubygems-key page describes the format.",
        ],
    };

    /// <summary>NuGet API key.</summary>
    public static Rule NuGetKey { get; } = new()
    {
        Id = "SG-SEC-062",
        Kind = "nuget-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("oy2"),
        Pattern = "oy2[a-z0-9]{43}",
        MaxLength = 46,
        Check = SecretShape.HasDigitAndLetter,
        Confidence = 0.95,
        Positives = [
            "Rotate «oy2" + "wirgoxx1cf2kxx" + "p2a9krozaq5mwrzi8jv7pk4chjp44» before Friday.",
        ],
        Negatives = [
            "oy2wir is not one",
            "The nuget-key page describes the format.",
        ],
    };

    /// <summary>Docker personal and organisation access token.</summary>
    public static Rule DockerToken { get; } = new()
    {
        Id = "SG-SEC-063",
        Kind = "docker-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("dckr_pat_", "dckr_oat_"),
        Pattern = "dckr_(?:pat_[A-Za-z0-9_-]{27}|oat_[A-Za-z0-9_-]{32})",
        MaxLength = 41,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «dck" + "r_pat_5BoIp" + "8wlUoVMgUm8rzkfOaho91f» before Friday.",
        ],
        Negatives = [
            "dckr_p is not one",
            "The docker-token page describes the format.",
        ],
    };

    /// <summary>crates.io API token.</summary>
    public static Rule CratesToken { get; } = new()
    {
        Id = "SG-SEC-064",
        Kind = "crates-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("cio"),
        Pattern = "cio[A-Za-z0-9]{32}",
        MaxLength = 35,
        Check = SecretShape.MixedRandom,
        Confidence = 0.8,
        Positives = [
            "Rotate «cio" + "HsWHBgtvyB" + "944gQSMFQtuFqY85weL2ZJ» before Friday.",
        ],
        Negatives = [
            "cioHsW is not one",
            "The crates-token page describes the format.",
        ],
    };

    /// <summary>Clojars deploy token.</summary>
    public static Rule ClojarsToken { get; } = new()
    {
        Id = "SG-SEC-065",
        Kind = "clojars-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("CLOJARS_"),
        Pattern = "CLOJARS_[0-9a-f]{60}",
        MaxLength = 68,
        Confidence = 0.95,
        Positives = [
            "Rotate «CLO" + "JARS_9e5d98587b012451" + "6c555400873415d221f35d784561b2c1f1e456c4fa91» before Friday.",
        ],
        Negatives = [
            "CLOJARS_ is not one",
            "The clojars-token page describes the format.",
        ],
    };

    /// <summary>Artifactory API key and reference token.</summary>
    public static Rule JfrogToken { get; } = new()
    {
        Id = "SG-SEC-066",
        Kind = "jfrog-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AKCp", "cmVmdGtu"),
        Pattern = "AKCp[A-Za-z0-9]{69}|cmVmdGtu[A-Za-z0-9]{56}",
        MaxLength = 73,
        Confidence = 0.95,
        Positives = [
            "Rotate «AKC" + "p2ZZcRRzwN1tn7Mcv2MAFfY" + "04aqFQUpBdtSEMc0eBzJWxZPkQtkIGiZ0SQ4QMvMVO85zvQ» before Friday.",
        ],
        Negatives = [
            "AKCp2ZZcR is not one",
            "The jfrog-token page describes the format.",
        ],
    };

    /// <summary>Artifactory encrypted password.</summary>
    public static Rule JfrogPassword { get; } = new()
    {
        Id = "SG-SEC-067",
        Kind = "jfrog-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("APBTe", "AP6", "AP5"),
        Pattern = "AP(?:BTe|[0-9A-F])[A-Za-z0-9]{20,}",
        MaxLength = 120,
        Check = SecretShape.MixedRandom,
        Confidence = 0.4,
        Context = ["artifactory", "jfrog"],
        ContextConfidence = 0.85,
        Positives = [
            "artifactory password «AP6" + "I1GuyZlOPbN" + "Kf1SfrYkvbLxkheoZHAfSb» is in the notes",
        ],
        Negatives = [
            "artifactory password AP6I1G is not one",
            "The jfrog-token page describes the format.",
        ],
    };
}
