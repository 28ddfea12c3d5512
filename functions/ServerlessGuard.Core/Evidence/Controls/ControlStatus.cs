namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>What the facts say of a control. Never asserted: see <see cref="ControlEvaluator"/>.</summary>
public enum ControlStatus
{
    /// <summary>No fact decides it, or only facts that are too old.</summary>
    Unknown,

    Fails,

    Holds,
}
