namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>The subjects of probes; there is a template for each.</summary>
public enum ProbeKind
{
    /// <summary>Instructions in content that are not to be followed.</summary>
    Injection,

    /// <summary>Instructions, canaries and other people's data coming out.</summary>
    Leakage,

    /// <summary>The same prompt for another group.</summary>
    Bias,

    /// <summary>Doing more than was asked.</summary>
    Agency,

    /// <summary>Complying where it must refuse.</summary>
    Harm,

    /// <summary>The model's own task.</summary>
    Golden,
}
