namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>GitLab token with a typed prefix.</summary>
internal sealed class GitLabToken : IRuleSource
{
    public static Rule Rule { get; } = new()
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
}
