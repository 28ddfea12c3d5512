using System.Collections.Concurrent;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>The models that can be deployed. What is not here is unknown to the platform.</summary>
public sealed class SimulatedRevisions
{
    private readonly ConcurrentDictionary<(string Name, string Version), SimulatedRevision> _all = new();

    public void Add(string name, string version, ModelBehaviour behaviour) => Add(name, version, SimulatedRevision.Of(behaviour));

    /// <summary>The model is deleted. Deployments of it fail from then on.</summary>
    public void Remove(string name, string version) => _all.TryRemove((name, version), out _);

    internal bool Has(string name, string version) => _all.ContainsKey((name, version));

    internal void Add(string name, string version, SimulatedRevision revision) => _all[(name, version)] = revision;

    internal SimulatedRevision Of(string name, string version) => _all.GetValueOrDefault((name, version), SimulatedRevision.Of(ModelBehaviour.Broken));
}
