using System.Collections.Frozen;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tests.Policies;

/// <summary>Policies that hold only what a test is about.</summary>
internal static class TestPolicies
{
    public static GuardPolicy With(params CredentialPolicy[] credentials) => new()
    {
        RevisionId = new string('0', 64),
        Applications = FrozenDictionary<string, ApplicationPolicy>.Empty,
        Tiers = FrozenDictionary<string, TierPolicy>.Empty,
        Tools = FrozenDictionary<string, ToolPolicy>.Empty,
        Models = FrozenDictionary<string, ModelPolicy>.Empty,
        Attesters = FrozenDictionary<string, AttesterPolicy>.Empty,
        Credentials = credentials.ToFrozenDictionary(static c => c.Id),
        Access = FrozenDictionary<string, IReadOnlyList<string>>.Empty,
        Connectors = FrozenDictionary<string, ConnectorPolicy>.Empty,
    };
}
