namespace ServerlessGuard.Detection;

/// <summary>What a finding threatens; the policy names one action per category and direction.</summary>
public enum FindingCategory
{
    /// <summary>Data about a person or an organisation's members.</summary>
    Personal,

    /// <summary>A credential or key.</summary>
    Secret,

    /// <summary>An attempt to override instructions, direct or through a tool result.</summary>
    Injection,

    /// <summary>Active or exfiltrating markup in output: images, links, HTML, scripts.</summary>
    Markup,

    /// <summary>The application's own instructions or canaries coming out.</summary>
    Leakage,
}
