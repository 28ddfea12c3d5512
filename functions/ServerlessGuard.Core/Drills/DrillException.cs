namespace ServerlessGuard.Core.Drills;

/// <summary>A step of a drill did not succeed. <see cref="Code"/> is stable; the message never holds content or a key.</summary>
public sealed class DrillException(string code, Exception? inner = null) : Exception($"The drill's step failed: {code}.", inner)
{
    public string Code { get; } = code;
}
