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
            "why does «np" + "m_bFY8CEblEbMyfjG" + "0aCF2Br1FTCeFqFssEB3R» fail?",
        ],
        Negatives = [
            "rejected value npm" + "_dRZ5SDehQeKvaiL" + "7kBZ4Xt1PJRcDlGnsWR8",
            "rejected value xpm" + "_bFY8CEblEbMyfjG0" + "aCF2Br1FTCeFqFssEB3R",
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
            "[Rotate //registry.npmjs.org/:_authToken=«26" + "d0f7d6-edeb-36f" + "1-3383-2f5578182fe0»]",
        ],
        Negatives = [
            "regression input Rotate //r" + "egistry.npmjs.org/:_authToken=2" + "0c3b0c4-bebb-18b2-9080-1b0588464fb",
            "regression input Rotate //r" + "egistry.npmjs.org/:_authToken=#" + "6d0f7d6-edeb-36f1-3383-2f5578182fe0",
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
            "export API_VALUE=«py" + "pi-AgEDeEecaD7efccjRZ5kDccayEujB6h70UFl7aB5C_MFgbtnt" + "5iBnEOdeAe_EcHCCDczBMFT-dfyjEAmFfbf37B02AhKa2H0QFFcTSE3E»",
        ],
        Negatives = [
            "\"py" + "pi-AgEIcHlwaS5vcmcxRS9iAx" + "etxDolA4k06HWg2uB7V_MTlzpnj\" was refused",
            "\"xy" + "pi-AgEDeEecaD7efccjRZ5kDccayEujB6h70UFl7aB5C_MFgbtnt5" + "iBnEOdeAe_EcHCCDczBMFT-dfyjEAmFfbf37B02AhKa2H0QFFcTSE3E\" was refused",
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
            "config: { \"value\": \"«ru" + "bygems_a5ce329ec42dbdd4299" + "c57f0de7910f17fc4448cfc7feeca»\" }",
        ],
        Negatives = [
            "rub" + "ygems_c2bc501ff51afba8403" + "c21d2cd3496f82fe4467bdd8fdee is too short or misspelt",
            "xub" + "ygems_a5ce329ec42dbdd4299" + "c57f0de7910f17fc4448cfc7feeca is too short or misspelt",
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
            "- value: «oy" + "2ntdifye1fb8qceb1a3k" + "dpmbt7bdfaf9md2ax3bfep42»",
        ],
        Negatives = [
            "Rotate oy2" + "wirgoxx1cf2kxxp2a9kr" + "ozaq5mwrzi8jv7pkexample before Friday.",
            "docs mention oy2" + "wirgoxx1cf2kxxp2a9k" + "rozaq5mwrzi8jv7pk4chjp4 as a wrong one",
            "docs mention xy2" + "ntdifye1fb8qceb1a3kd" + "pmbt7bdfaf9md2ax3bfep42 as a wrong one",
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
            "curl -H 'X-Value: «dc" + "kr_pat_6FbBq1ia" + "RbBVeTf5eeqfZeic83e»' https://api.example.com/v1",
        ],
        Negatives = [
            "typed dck" + "r_pat_5BoIp8wl" + "UoVMgUm8rzkfOaho91 by mistake",
            "typed xck" + "r_pat_6FbBq1iaR" + "bBVeTf5eeqfZeic83e by mistake",
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
            "found «ci" + "oEbAAEcsydB992l" + "YXDAQkcAtC21aeP4PJ» in the build log",
        ],
        Negatives = [
            "Rotate cio" + "HsWHBgtvyB944g" + "QSMFQtuFqY8example before Friday.",
            "parser dropped cio" + "HsWHBgtvyB944g" + "QSMFQtuFqY85weL2Z",
            "parser dropped xio" + "EbAAEcsydB992l" + "YXDAQkcAtC21aeP4PJ",
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
            "Set it to «CL" + "OJARS_6d0f58187e9014618c7273116" + "70701f935a59e514273e1b8a0c704c2ec82» and restart.",
        ],
        Negatives = [
            "almost: CLO" + "JARS_9e5d98587b0124516c5554008" + "73415d221f35d784561b2c1f1e456c4fa9",
            "almost: XLO" + "JARS_6d0f58187e9014618c72731167" + "0701f935a59e514273e1b8a0c704c2ec82",
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
            "old value «AK" + "Cp7PJfMUbcV0wd5Vfz2EECcE81apCHDfBc" + "bBFAb2fBdABgDKvFwkRGpD6EY4UAeBEA04edD», please revoke",
        ],
        Negatives = [
            "AKC" + "p2ZZcRRzwN1tn7Mcv2MAFfY04aqFQUpBd" + "tSEMc0eBzJWxZPkQtkIGiZ0SQ4QMvMVO85zv never worked",
            "XKC" + "p7PJfMUbcV0wd5Vfz2EECcE81apCHDfBc" + "bBFAb2fBdABgDKvFwkRGpD6EY4UAeBEA04edD never worked",
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
            "artifactory password AP6" + "I1GuyZlOPbNKf1S" + "frYkvbLxkheexample is in the notes",
            "test vector password AP6" + "I1GuyZlOPbNKf1" + "SfrYkvbLxkheoZHAfS",
            "test vector password XP6" + "V5CzgCdEWcUCc0B" + "deKaafLumeceDIEfIc",
        ],
    };
}
