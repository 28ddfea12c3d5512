using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Tokens of source control hosts and of tools on source code.</summary>
internal static class SourceControlSecrets
{
    /// <summary>GitHub token: a typed prefix and thirty base-62 digits that end in their CRC-32.</summary>
    public static Rule GitHubToken { get; } = new()
    {
        Id = "SG-SEC-037",
        Kind = "github-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
        Pattern = "gh[pousr]_[A-Za-z0-9]{36,251}",
        MaxLength = 255,
        Check = SecretShape.NotPlaceholder,
        Confidence = 0.9,
        Positives = [
            "Rotate «ghp" + "_Of3TsoTeiOh" + "D3bQV9284pfpmtWXWRll4SheE» before Friday.",
            "value := \"«gh" + "p_Ef7TkaBfsVbC6bW" + "D9243bbonoWSDGoe0MjeD»\"",
        ],
        Negatives = [
            "Rotate ghp" + "_Of3TsoTeiOhD3bQV" + "9284pfpmtWXWRexample before Friday.",
            "test vector ghp" + "_Of3TsoTeiOhD3bQ" + "V9284pfpmtWXWRll4She",
            "test vector xhp" + "_Ef7TkaBfsVbC6bWD" + "9243bbonoWSDGoe0MjeD",
        ],
    };

    /// <summary>GitHub fine-grained personal access token.</summary>
    public static Rule GitHubFineGrainedToken { get; } = new()
    {
        Id = "SG-SEC-038",
        Kind = "github-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("github_pat_"),
        Pattern = "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}",
        MaxLength = 93,
        Confidence = 0.95,
        Positives = [
            "Rotate «git" + "hub_pat_SmEITi2yP90GRMlfoiXftx" + "_8qswC9F6WxOFpXsmFNZ7b0HmOfIL7Bc3EzF5WBrsHSL3ikswj4ZUOadsQDr» before Friday.",
            "why does «gi" + "thub_pat_JrCVCa3xP85EFCffabXawj_1dabA0E5UnCE" + "dFqeAIO6a4EnDbYA9Df5EzC8NDhaWME0ltwzs6GQVccjCCd» fail?",
        ],
        Negatives = [
            "rejected value git" + "hub_pat_SmEITi2yP90GRMlfoiXftx_8qswC9F6WxOF" + "pXsmFNZ7b0HmOfIL7Bc3EzF5WBrsHSL3ikswj4ZUOadsQD",
            "rejected value xit" + "hub_pat_JrCVCa3xP85EFCffabXawj_1dabA0E5UnCE" + "dFqeAIO6a4EnDbYA9Df5EzC8NDhaWME0ltwzs6GQVccjCCd",
        ],
    };

    /// <summary>GitLab token with a typed prefix.</summary>
    public static Rule GitLabToken { get; } = new()
    {
        Id = "SG-SEC-039",
        Kind = "gitlab-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("glpat-", "gldt-", "glrt-", "glrtr-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-", "glsoat-", "gloas-", "glffct-", "glwt-"),
        Pattern = "gl(?:pat|dt|rtr?|cbt|ptt|ft|imt|agent|soat|oas|ffct|wt)-[A-Za-z0-9_.-]{20,}",
        MaxLength = 320,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «glp" + "at-2VpT" + "dccpDbITKDSSrjer» before Friday.",
            "[«gl" + "pat-0CsAec" + "fdAbFSKCVKdjef»]",
        ],
        Negatives = [
            "regression input glp" + "at-2VpTdc" + "cpDbITKDSSrje",
            "regression input xlp" + "at-0CsAecf" + "dAbFSKCVKdjef",
        ],
    };

    /// <summary>GitLab runner registration token.</summary>
    public static Rule GitLabRunnerToken { get; } = new()
    {
        Id = "SG-SEC-040",
        Kind = "gitlab-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("GR1348941"),
        Pattern = "GR1348941[A-Za-z0-9_-]{20}",
        MaxLength = 29,
        Confidence = 0.95,
        Positives = [
            "Rotate «GR1" + "348941Im" + "pZxAtDyzLQ08_FFrwk» before Friday.",
            "export API_VALUE=«GR" + "1348941AfcRs" + "AlEffAB98_CFdns»",
        ],
        Negatives = [
            "\"GR" + "1348941ImpZx" + "AtDyzLQ08_FFrw\" was refused",
            "\"XR" + "1348941AfcRs" + "AlEffAB98_CFdns\" was refused",
        ],
    };

    /// <summary>GitLab session cookie.</summary>
    public static Rule GitLabSession { get; } = new()
    {
        Id = "SG-SEC-041",
        Kind = "gitlab-session",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("_gitlab_session="),
        Pattern = "_gitlab_session=(?<v>[0-9a-z]{32})",
        MaxLength = 48,
        Confidence = 0.95,
        Positives = [
            "Rotate _gitlab_session=«mtv" + "4vhh7f02l" + "ax7j7bg0ldpcmtl1l7oc» before Friday.",
            "config: { \"value\": \"Rotate _gitlab_session=«dq" + "b5hra6a79xbg9" + "d6fb6dacfmpd8x1vd»\" }",
        ],
        Negatives = [
            "Rotate _gi" + "tlab_session=mtv4vhh" + "7f02lax7j7bg0ldpcmtl1l7o is too short or misspelt",
            "Rotate _gi" + "tlab_session=dqb#hra6" + "a79xbg9d6fb6dacfmpd8x1vd is too short or misspelt",
        ],
    };

    /// <summary>Bitbucket app password and HTTP access token.</summary>
    public static Rule BitbucketToken { get; } = new()
    {
        Id = "SG-SEC-042",
        Kind = "bitbucket-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ATBB", "BBDC-", "ATCTT3xFfGN0"),
        Pattern = "ATBB[A-Za-z0-9]{32}|BBDC-[A-Za-z0-9+/]{40,50}|ATCTT3xFfGN0[A-Za-z0-9_=+-]{60,}",
        MaxLength = 256,
        Confidence = 0.95,
        Positives = [
            "Rotate «ATB" + "BMm18nP9I9M" + "iJDPwUGEguLLvvYXDukI8R» before Friday.",
            "- value: «AT" + "BBCb79bP0A9TeGC" + "InBCEdoGCcuCDCudD3F»",
        ],
        Negatives = [
            "docs mention ATB" + "BMm18nP9I9MiJD" + "PwUGEguLLvvYXDukI8 as a wrong one",
            "docs mention XTB" + "BCb79bP0A9TeGCI" + "nBCEdoGCcuCDCudD3F as a wrong one",
        ],
    };

    /// <summary>Atlassian API token.</summary>
    public static Rule AtlassianToken { get; } = new()
    {
        Id = "SG-SEC-043",
        Kind = "atlassian-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ATATT3"),
        Pattern = "ATATT3[A-Za-z0-9_=+-]{100,}",
        MaxLength = 320,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «ATA" + "TT3Gr2PSpi7voz9elWZin-BVEgg9rVmrRKICfsXS3-7l3UbMkO6I8qFTIoHwCTR" + "WaPG4eBgtCou7prPQRrpgs8VOCo4MIEuqN6nyGXC-dhdlLw8g6LpAmpZlNK_pONwcBnVs1Ae-En1581DshiUqBMWq-cRcbNfQUmjOnS8B8TjaPTdbyVyqCTK4OGX82» before Friday.",
            "curl -H 'X-Value: «AT" + "ATT3Sp4HBub0bbx4ebTBga-EBEcd7rEoeYNVCbeHY6-1a0BfNeW8D3fADIgAcBBVVdMQ0cAreBfu7mqCLDredr2QFFr7C" + "IBazE9dmEBC-ciecHz5y8BpFddFvMJ_cHJjcBzHa8Ba-Af1785FajdGjBOZv-fJddDfLDmsAiL5F9FbaFBcddXcqBZD7TDF13»' https://api.example.com/v1",
        ],
        Negatives = [
            "typed ATA" + "TT3Gr2PSpi7voz9elWZin-BVEgg9rVmrRKICfsXS3-7l" + "3UbMkO6I8qFTIoHwCTRWaPG4eBgtCou7prPQRrpgs8VOCo4 by mistake",
            "typed XTA" + "TT3Sp4HBub0bbx4ebTBga-EBEcd7rEoeYNVCbeHY6-1a0BfNeW8D3fADIgAcBBVVdMQ0cAreBfu7mqCLDredr2QFFr7CI" + "BazE9dmEBC-ciecHz5y8BpFddFvMJ_cHJjcBzHa8Ba-Af1785FajdGjBOZv-fJddDfLDmsAiL5F9FbaFBcddXcqBZD7TDF13 by mistake",
        ],
    };

    /// <summary>SonarQube token with a typed prefix.</summary>
    public static Rule SonarToken { get; } = new()
    {
        Id = "SG-SEC-047",
        Kind = "sonar-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("squ_", "sqa_", "sqp_"),
        Pattern = "sq[uap]_[0-9a-f]{40}",
        MaxLength = 44,
        Confidence = 0.95,
        Positives = [
            "Rotate «sqp" + "_d82d707a16a1" + "cd605d727053253eeb86e4325d6c» before Friday.",
            "<entry>«sq" + "a_e89b704a83b1eb397" + "c228388931daa23b6138f5c»</entry>",
        ],
        Negatives = [
            "test vector sqp" + "_d82d707a16a1cd605" + "d727053253eeb86e4325d6",
            "test vector xqa" + "_e89b704a83b1eb397c" + "228388931daa23b6138f5c",
        ],
    };

    /// <summary>Sourcegraph access token.</summary>
    public static Rule SourcegraphToken { get; } = new()
    {
        Id = "SG-SEC-048",
        Kind = "sourcegraph-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sgp_"),
        Pattern = "sgp_(?:[0-9a-fA-F]{16}_|local_)?[0-9a-fA-F]{40}",
        MaxLength = 64,
        Confidence = 0.95,
        Positives = [
            "Rotate «sgp" + "_86d5455317463f93_2" + "55ecb3c94c54bb2c3d70b79433da160da1ec401» before Friday.",
            "value=«sg" + "p_77d1729966292e42_066dcf7f2" + "4c04fa1d2d42b92932ea358bb0ad564»;mode=live",
        ],
        Negatives = [
            "rejected value sgp" + "_86d5455317463f93_255ecb3c9" + "4c54bb2c3d70b79433da160da1ec40",
            "rejected value xgp" + "_77d1729966292e42_066dcf7f2" + "4c04fa1d2d42b92932ea358bb0ad564",
        ],
    };

    /// <summary>Snyk token with a typed prefix.</summary>
    public static Rule SnykToken { get; } = new()
    {
        Id = "SG-SEC-165",
        Kind = "snyk-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("snyk_uat.", "snyk_sat."),
        Pattern = @"snyk_[us]at\.[0-9a-f]{8}\.[A-Za-z0-9_.-]{60,}",
        MaxLength = 400,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «sny" + "k_uat.eb7ebb57.a3ps3FXdf4WtXNUVqWsb" + "Ztu3xwpDv75CDCaYDyGeYmOWDSqdejOTYCQaJevKJZYl1k6V9I6r7zlSEYzK5o9g89q0rC» before Friday.",
            "Set it to «sn" + "yk_uat.da3aef02.a4ca7BAff9XaAFICcWyfZce3fwzEe66CBFc" + "AEvGbOfDOFQaddwCECFEfCbvKFDNf5k2I2R4r1qcAAWsM0c9u18k8fD» and restart.",
        ],
        Negatives = [
            "almost: sny" + "k_uat.eb7ebb57.a3ps3FXdf4WtXNUVq" + "WsbZtu3xwpDv75CDCaYDyGeYmOWDSqdejOT",
            "almost: xny" + "k_uat.da3aef02.a4ca7BAff9XaAFICcWyfZce3fwzEe66CBFcA" + "EvGbOfDOFQaddwCECFEfCbvKFDNf5k2I2R4r1qcAAWsM0c9u18k8fD",
        ],
    };
}
