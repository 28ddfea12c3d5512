using System.Collections.Frozen;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Web.Tests.Hosting;

/// <summary>A policy of two applications: <c>claims</c> (key:claims and an Entra app) and <c>notes</c> (key:notes).</summary>
internal sealed class TestPolicy : IPolicySource
{
    public const string ClientId = "11111111-2222-3333-4444-555555555555";

    public GuardPolicy Current { get; } = new()
    {
        RevisionId = new string('a', 64),
        Applications = new[]
        {
            new ApplicationPolicy
            {
                Id = "claims",
                Tier = "regulated",
                Models = ["claims-ft"],
                Callers = ["key:claims", $"app:{ClientId}", "key:both"]
            },
            new ApplicationPolicy { Id = "notes", Tier = "regulated", Models = [], Callers = ["key:notes", "key:both"] },
        }.ToFrozenDictionary(static application => application.Id),
        Tiers = new[] { new TierPolicy { Id = "regulated" } }.ToFrozenDictionary(static tier => tier.Id),
        Tools = FrozenDictionary<string, ToolPolicy>.Empty,
        Models = FrozenDictionary<string, ModelPolicy>.Empty,
        Attesters = FrozenDictionary<string, AttesterPolicy>.Empty,
        Credentials = FrozenDictionary<string, CredentialPolicy>.Empty,
        Access = FrozenDictionary<string, IReadOnlyList<string>>.Empty,
        Connectors = FrozenDictionary<string, ConnectorPolicy>.Empty,
    };
}
