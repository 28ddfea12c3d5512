namespace ServerlessGuard.Core.Policies;

/// <summary>The worst that a call can do.</summary>
public enum ToolEffect
{
    Read,
    Write,
    Send,
}
