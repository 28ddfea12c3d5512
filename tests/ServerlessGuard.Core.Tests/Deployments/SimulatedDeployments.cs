using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tests.Deployments;

/// <summary>A platform that divides traffic or does not, and the models behind it.</summary>
internal sealed class SimulatedDeployments(bool dividesTraffic) : IDeploymentPlatform
{
    private readonly SortedDictionary<string, Standing> _all = [];

    public string Platform => dividesTraffic ? "azure-ml" : "azure-openai";

    public bool DividesTraffic => dividesTraffic;

    /// <summary>Revisions that do not answer their probes.</summary>
    public HashSet<Revision> Sick { get; } = [];

    /// <summary>Revisions that the platform no longer has.</summary>
    public HashSet<Revision> Gone { get; } = [];

    /// <summary>Calls that changed something.</summary>
    public int Changes { get; private set; }

    public int Sum => dividesTraffic ? _all.Values.Sum(static s => s.Traffic) : 100;

    public void Stand(string name, Revision revision, int traffic) => _all[name] = new Standing(revision) { Traffic = traffic };

    public int Traffic(string name) => _all.TryGetValue(name, out var standing) ? standing.Traffic : 0;

    public Revision RevisionOf(string name) => _all[name].Revision;

    public bool IsServing(string name) => !_all[name].IsPaused;

    public bool IsHealthy(string name) => _all.TryGetValue(name, out var standing)
        && !standing.IsPaused
        && !Sick.Contains(standing.Revision)
        && !standing.Revision.ModelVersion.StartsWith("bad", StringComparison.Ordinal);

    public ValueTask<EndpointState> ReadAsync(ModelPolicy model, CancellationToken cancellationToken) =>
        new(new EndpointState(model.Id, [.. _all.Select(static d => new EndpointDeployment
        {
            Name = d.Key,
            Revision = d.Value.Revision,
            Traffic = d.Value.Traffic,
            IsPaused = d.Value.IsPaused,
            IsReady = !d.Value.IsPaused,
        })], null));

    public ValueTask SetTrafficAsync(ModelPolicy model, IReadOnlyDictionary<string, int> shares, CancellationToken cancellationToken)
    {
        dividesTraffic.ShouldBeTrue();
        Changes++;
        foreach (var (name, standing) in _all)
        {
            standing.Traffic = shares.GetValueOrDefault(name);
        }

        return default;
    }

    public ValueTask PutAsync(ModelPolicy model, string deployment, Revision revision, CancellationToken cancellationToken)
    {
        if (Gone.Contains(revision))
        {
            throw new DeploymentPlatformException("The platform has no such model.", isFinal: true);
        }

        Changes++;
        Stand(deployment, revision, Traffic(deployment));
        return default;
    }

    public ValueTask PauseAsync(ModelPolicy model, string deployment, CancellationToken cancellationToken)
    {
        Changes++;
        if (!dividesTraffic)
        {
            _all[deployment].IsPaused = true;
            return default;
        }

        var share = Traffic(deployment);
        _all[deployment].Traffic = 0;
        if (_all.Values.FirstOrDefault(static s => s.Traffic > 0) is { } other)
        {
            other.Traffic += share;
        }

        return default;
    }

    private sealed class Standing(Revision revision)
    {
        public Revision Revision { get; } = revision;

        public int Traffic { get; set; }

        public bool IsPaused { get; set; }
    }
}
