namespace ServerlessGuard.Simulation.Azure;

/// <summary>A resource provider of the simulated ARM. Called by several threads at once.</summary>
public interface IArmResources
{
    /// <summary>Null when the path is not this provider's.</summary>
    AzureResponse? Manage(AzureRequest request);
}
