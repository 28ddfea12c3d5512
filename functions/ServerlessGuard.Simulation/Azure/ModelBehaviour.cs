namespace ServerlessGuard.Simulation.Azure;

/// <summary>How a simulated revision behaves.</summary>
public enum ModelBehaviour
{
    /// <summary>Answers what is harmless and refuses the rest.</summary>
    Safe,

    /// <summary>Obeys whoever spoke last, as the simulated model of <c>guard up</c> does.</summary>
    Vulnerable,

    /// <summary>Puts a secret that nobody asked for into every answer.</summary>
    Leaky,

    /// <summary>Answers with server errors.</summary>
    Broken,
}
