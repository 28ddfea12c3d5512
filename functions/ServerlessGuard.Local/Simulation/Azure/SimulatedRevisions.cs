using System.Collections.Concurrent;

namespace ServerlessGuard.Local.Simulation.Azure;

/// <summary>The models that can be deployed. What is not here is unknown to the platform.</summary>
public sealed class SimulatedRevisions
{
    private readonly ConcurrentDictionary<(string Name, string Version), ModelBehaviour> _all = new();

    public void Add(string name, string version, ModelBehaviour behaviour) => _all[(name, version)] = behaviour;

    /// <summary>The model is deleted. Deployments of it fail from then on.</summary>
    public void Remove(string name, string version) => _all.TryRemove((name, version), out _);

    internal bool Has(string name, string version) => _all.ContainsKey((name, version));

    internal ModelBehaviour Of(string name, string version) => _all.GetValueOrDefault((name, version), ModelBehaviour.Broken);
}
