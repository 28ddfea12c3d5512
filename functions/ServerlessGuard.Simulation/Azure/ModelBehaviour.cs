namespace ServerlessGuard.Simulation.Azure;

/// <summary>How a simulated revision behaves.</summary>
public enum ModelBehaviour
{
    /// <summary>Answers what is harmless and refuses the rest.</summary>
    Safe,

    /// <summary>Obeys the last speaker, as the simulated model of <c>guard up</c> does.</summary>
    Vulnerable,

    /// <summary>Puts a secret that nobody requested into every answer.</summary>
    Leaky,

    /// <summary>Answers with server errors.</summary>
    Broken,
}
