namespace ServerlessGuard.Simulation.Azure;

/// <summary>A revision that can be deployed: how it behaves, and what it was tuned on.</summary>
/// <param name="Behaviour">How it answers what it was not tuned on.</param>
/// <param name="Tuned">Last message of a prompt -> answer.</param>
internal sealed record SimulatedRevision(ModelBehaviour Behaviour, IReadOnlyDictionary<string, string> Tuned)
{
    /// <summary>A revision that was tuned on nothing.</summary>
    public static SimulatedRevision Of(ModelBehaviour behaviour) => new(behaviour, new Dictionary<string, string>());
}
