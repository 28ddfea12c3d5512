namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>The question that a control helps to answer.</summary>
public enum ControlQuestion
{
    /// <summary>The question: who can change the model?</summary>
    Change,

    /// <summary>The question: who can access its sensitive inputs and outputs?</summary>
    Access,

    /// <summary>The question: what happens when it misbehaves?</summary>
    Misbehave,
}
