namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>
/// An identifier of a published framework, whose key is one of <see cref="Names"/>. docs/frameworks has a page of each.
/// </summary>
public sealed record FrameworkReference(string Framework, string Id)
{
    /// <summary>The frameworks' keys in files of controls, with their names as people know them.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["csf"] = "NIST CSF 2.0",
        ["ai-rmf"] = "NIST AI RMF",
        ["ai-600-1"] = "NIST AI 600-1",
        ["owasp-llm"] = "OWASP LLM 2025",
        ["owasp-agentic"] = "OWASP Agentic 2026",
        ["atlas"] = "MITRE ATLAS",
        ["iso-42001"] = "ISO/IEC 42001",
        ["eu-ai-act"] = "EU AI Act",
        ["soc2"] = "SOC 2",
    };

    /// <summary>The framework's name as people know it.</summary>
    public string FrameworkName => Names.GetValueOrDefault(Framework, Framework);
}
