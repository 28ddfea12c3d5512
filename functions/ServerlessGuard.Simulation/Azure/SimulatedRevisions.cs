using System.Collections.Concurrent;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>The models that can be deployed. The platform knows no others.</summary>
public sealed class SimulatedRevisions
{
    private readonly ConcurrentDictionary<(string Name, string Version), SimulatedRevision> _all = new();

    public void Add(string name, string version, ModelBehaviour behaviour) => Add(name, version, SimulatedRevision.Of(behaviour));

    /// <summary>The model is deleted. Deployments of it fail from then on.</summary>
    public void Remove(string name, string version) => _all.TryRemove((name, version), out _);

    internal bool Has(string name, string version) => _all.ContainsKey((name, version));

    internal void Add(string name, string version, SimulatedRevision revision) => _all[(name, version)] = revision;

    internal SimulatedRevision Of(string name, string version) =>
        _all.GetValueOrDefault((name, version), SimulatedRevision.Of(ModelBehaviour.Broken));
}

/// <summary>A revision that can be deployed: how it behaves, and what it was tuned on.</summary>
/// <param name="Behaviour">How it answers what it was not tuned on.</param>
/// <param name="Tuned">Last message of a prompt -> answer.</param>
internal sealed record SimulatedRevision(ModelBehaviour Behaviour, IReadOnlyDictionary<string, string> Tuned)
{
    /// <summary>A revision that was tuned on nothing.</summary>
    public static SimulatedRevision Of(ModelBehaviour behaviour) => new(behaviour, new Dictionary<string, string>());
}
