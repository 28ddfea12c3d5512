namespace ServerlessGuard.Core.Ports;

/// <summary>The state of a writer's log.</summary>
public enum WriterState
{
    /// <summary>A running instance holds it.</summary>
    Running,

    /// <summary>Nobody holds it: its instance ended or crashed.</summary>
    Stopped,

    /// <summary>Nobody holds it, and nobody will append to it again.</summary>
    Sealed,
}
