using System.Collections.Frozen;
using Microsoft.Extensions.Logging.Abstractions;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Tests.Policies;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Tests.Deployments;

/// <summary>Suites and the things around them, as small as a test allows.</summary>
internal static class Suites
{
    public static readonly ModelPolicy Model = new()
    {
        Id = "claims-ft",
        Platform = "azure-ml",
        Deployment = "blue",
        Standby = "green",
        Probes = "claims.yaml"
    };

    public static ProbeSuite Load(string yaml)
    {
        var result = ProbeSuiteLoader.Load(yaml, "suite.yaml");
        result.Errors.ShouldBeEmpty();
        return result.Suite.ShouldNotBeNull();
    }

    /// <summary>A suite of one probe, given by its keys beside id, quick and prompt.</summary>
    public static ProbeSuite Of(string keys, string prompt = "ask") =>
        Load($"version: 1\nprobes:\n  - {{ id: p, quick: true, prompt: \"{prompt}\", {keys} }}\n");

    public static ProbeRunner Runner(ProbeSuite? suite, IModelClient client, TimeProvider? clock = null, ProbeOptions? options = null) =>
        new(new One(suite), client, new Fixed(), options ?? new(), clock ?? TimeProvider.System, NullLogger<ProbeRunner>.Instance);

    public static GuardPolicy Policy { get; } = TestPolicies.With() with
    {
        Models = new[] { Model }.ToFrozenDictionary(static m => m.Id),
        Tools = new[]
        {
            new ToolPolicy { Id = "crm.lookup", Effect = ToolEffect.Read },
            new ToolPolicy { Id = "refund.create", Effect = ToolEffect.Send },
        }.ToFrozenDictionary(static t => t.Id),
    };

    private sealed class One(ProbeSuite? suite) : IProbeSuiteSource
    {
        public ProbeSuiteResult? Find(ModelPolicy model) => suite is null ? null : new(suite, []);
    }

    private sealed class Fixed : IPolicySource
    {
        public GuardPolicy Current => Policy;
    }
}
