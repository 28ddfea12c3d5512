namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>
/// An identifier of a published framework: <c>csf</c>, <c>ai-rmf</c>, <c>owasp-llm</c>, <c>owasp-agentic</c> or <c>atlas</c>.
/// </summary>
public sealed record FrameworkReference(string Framework, string Id)
{
    /// <summary>The framework's name as people know it.</summary>
    public string FrameworkName => Framework switch
    {
        "csf" => "NIST CSF 2.0",
        "ai-rmf" => "NIST AI RMF",
        "owasp-llm" => "OWASP LLM 2025",
        "owasp-agentic" => "OWASP Agentic 2026",
        "atlas" => "MITRE ATLAS",
        _ => Framework,
    };
}
