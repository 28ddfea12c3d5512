namespace ServerlessGuard.Core.Incidents;

public enum IncidentState
{
    /// <summary>Known; nothing stops the harm yet.</summary>
    Declared,

    /// <summary>The harm does not continue.</summary>
    Contained,

    Closed,
}
