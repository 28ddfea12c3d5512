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
        ],
        Negatives = [
            "ghp_Of is not one",
            "The github-token page describes the format.",
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
        ],
        Negatives = [
            "github_pat_ is not one",
            "The github-token page describes the format.",
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
        ],
        Negatives = [
            "glpat- is not one",
            "The gitlab-token page describes the format.",
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
        ],
        Negatives = [
            "GR1348 is not one",
            "The gitlab-token page describes the format.",
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
        ],
        Negatives = [
            "_gitlab_session=mtv4vh is not one",
            "The gitlab-session page describes the format.",
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
        ],
        Negatives = [
            "ATBBMm is not one",
            "The bitbucket-token page describes the format.",
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
        ],
        Negatives = [
            "ATATT3Gr2PSpi7voz9elWZin is not one",
            "The atlassian-token page describes the format.",
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
        ],
        Negatives = [
            "sqp_d8 is not one",
            "The sonar-token page describes the format.",
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
        ],
        Negatives = [
            "sgp_86d is not one",
            "The sourcegraph-token page describes the format.",
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
        ],
        Negatives = [
            "snyk_uat.eb7e is not one",
            "The snyk-token page describes the format.",
        ],
    };
}
