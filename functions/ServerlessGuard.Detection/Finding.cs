using System.Text.Json.Serialization;

namespace ServerlessGuard.Detection;

/// <summary>
/// A span that a rule found: <paramref name="Start"/> and <paramref name="Length"/> in UTF-16 units of the original
/// text (before normalisation). Holds no text.
/// </summary>
/// <param name="Confidence">0 to 1.</param>
public readonly record struct Finding(int Start, int Length, Rule Rule, double Confidence)
{
    public int End => Start + Length;

    public override string ToString() => $"{Rule.Kind}[{Start}..{End}) {Rule.Id} {Confidence:0.00}";
}

/// <summary>The category of a finding; the policy names one action per category and direction.</summary>
public enum FindingCategory
{
    /// <summary>Data about a person or an organisation's members.</summary>
    [JsonStringEnumMemberName("personal")]
    Personal,

    /// <summary>A credential or key.</summary>
    [JsonStringEnumMemberName("secret")]
    Secret,

    /// <summary>An attempt to override instructions, direct or through a tool result.</summary>
    [JsonStringEnumMemberName("injection")]
    Injection,

    /// <summary>Active or exfiltrating markup in output: images, links, HTML, scripts.</summary>
    [JsonStringEnumMemberName("markup")]
    Markup,

    /// <summary>The application's own instructions or canaries coming out.</summary>
    [JsonStringEnumMemberName("leakage")]
    Leakage,
}
