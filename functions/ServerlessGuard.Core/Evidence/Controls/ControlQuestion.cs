namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>Which of the three questions a control helps to answer.</summary>
public enum ControlQuestion
{
    /// <summary>Who can change the model?</summary>
    Change,

    /// <summary>Who can access its sensitive inputs and outputs?</summary>
    Access,

    /// <summary>What happens when it misbehaves?</summary>
    Misbehave,
}
