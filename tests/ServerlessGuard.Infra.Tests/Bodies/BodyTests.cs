using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests.Bodies;

public sealed class BodyTests
{
    // In the address of a resource, or in none of its bodies.
    internal static readonly HashSet<string> Everywhere = ["resourceGroupName", "scope", "resourceUri"];

    // Pulumi's version is newer than the newest that Azure's type package holds.
    internal static readonly Dictionary<string, string> Nearest = new()
    {
        ["Microsoft.Web/serverfarms@2025-05-01"] = "2025-03-01",
        ["Microsoft.Web/sites@2025-05-01"] = "2025-03-01",
        ["Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-05-01"] = "2025-03-01",
    };

    internal static readonly BodyOracle Oracle = new();

    [Theory]
    [InlineData("private", "false")]
    [InlineData("locked-public", "true")]
    public async Task EveryBody_AgreesWithAzuresOwnType(string network, string push)
    {
        var graph = await Graph.OfAsync(("network", network), ("pushEvents", push), ("zoneRedundant", push));
        var faults = new List<string>();
        var checkedBodies = 0;

        foreach (var resource in graph.Resources)
        {
            var (armType, addressing) = Address(resource);
            var version = Manifest.ApiVersion(resource.Type);
            var found = Oracle.Faults(resource, armType, Nearest.GetValueOrDefault($"{armType}@{version}", version), addressing);
            if (found is null)
                faults.Add($"{armType}@{version} is not among Azure's types");
            else
                faults.AddRange(found.Select(f => $"{resource.Short} {f}"));
            checkedBodies++;
        }

        faults.Distinct().ShouldBeEmpty();
        checkedBodies.ShouldBe(graph.Resources.Count);
    }

    [Fact]
    public async Task Oracle_FindsAWrongValueAndAnUnknownName()
    {
        var vault = (await Graph.OfAsync()).Of("keyvault:Vault").Single();
        var properties = (System.Collections.Immutable.ImmutableDictionary<string, object>)vault.Inputs["properties"];
        var (armType, addressing) = Address(vault);

        var bad = vault with
        {
            Inputs = vault.Inputs.SetItem(
            "properties", properties.SetItem("enablePurgeProtection", "yes").SetItem("purge", true).Remove("tenantId"))
        };

        Oracle.Faults(bad, armType, Manifest.ApiVersion(vault.Type), addressing)!.Count.ShouldBe(3);
    }

    internal static (string ArmType, HashSet<string> Addressing) Address(RecordedResource resource)
    {
        var armType = ArmId.TypeOf(resource.Short);
        return (armType, [.. Everywhere, .. ArmId.NamesOf(resource.Short)]);
    }
}
