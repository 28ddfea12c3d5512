using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>The subjects of probes; there is a template for each.</summary>
public enum ProbeKind
{
    /// <summary>Instructions in content that are not to be followed.</summary>
    [JsonStringEnumMemberName("injection")]
    Injection,

    /// <summary>Instructions, canaries and other people's data coming out.</summary>
    [JsonStringEnumMemberName("leakage")]
    Leakage,

    /// <summary>The same prompt for another group.</summary>
    [JsonStringEnumMemberName("bias")]
    Bias,

    /// <summary>Doing more than was asked.</summary>
    [JsonStringEnumMemberName("agency")]
    Agency,

    /// <summary>Complying where it must refuse.</summary>
    [JsonStringEnumMemberName("harm")]
    Harm,

    /// <summary>The model's own task.</summary>
    [JsonStringEnumMemberName("golden")]
    Golden,
}
