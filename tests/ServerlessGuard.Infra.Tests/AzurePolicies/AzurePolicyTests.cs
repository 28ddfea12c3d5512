using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServerlessGuard.Infra.Tests.Bodies;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests.AzurePolicies;

public sealed class AzurePolicyTests
{
    private const string Account = "Microsoft.CognitiveServices/accounts";
    private const string Deployment = Account + "/deployments";
    private const string Endpoint = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints";
    private const string Workspace = "Microsoft.MachineLearningServices/workspaces";

    // The policy, the resource, and whether the rule must match it.
    public static TheoryData<string, string, bool> Cases => new()
    {
        { "approved-models", Json(Deployment, """{"model":{"name":"gpt-4o","version":"2024-08-06"}}"""), false },
        { "approved-models", Json(Deployment, """{"model":{"name":"gpt-4o","version":"2099-01-01"}}"""), true },
        { "approved-models", Json(Deployment, """{"model":{"name":"other","version":"2024-08-06"}}"""), true },
        { "approved-models", Json(Deployment, """{"model":{"name":"gpt-4o"}}"""), true },
        { "approved-models", Json(Account, "{}"), false },
        { "no-auto-upgrade", Json(Deployment, """{"versionUpgradeOption":"NoAutoUpgrade"}"""), false },
        { "no-auto-upgrade", Json(Deployment, """{"versionUpgradeOption":"OnceNewDefaultVersionAvailable"}"""), true },
        { "no-auto-upgrade", Json(Deployment, "{}"), true },
        { "content-filter", Json(Deployment, """{"raiPolicyName":"Microsoft.DefaultV2"}"""), false },
        { "content-filter", Json(Deployment, "{}"), true },
        { "content-filter", Json(Account, "{}"), false },
        { "local-auth-denied", Json(Account, """{"disableLocalAuth":true}"""), false },
        { "local-auth-denied", Json(Account, """{"disableLocalAuth":false}"""), true },
        { "local-auth-denied", Json(Account, "{}"), true },
        { "local-auth-denied", Json(Account, """{"disableLocalAuth":false}""", "rotated"), false },
        { "local-auth-audited", Json(Account, """{"disableLocalAuth":false}""", "rotated"), true },
        { "local-auth-audited", Json(Account, """{"disableLocalAuth":false}"""), false },
        { "local-auth-audited", Json(Account, """{"disableLocalAuth":true}""", "rotated"), false },
        { "endpoint-keys", Json(Endpoint, """{"authMode":"AADToken"}"""), false },
        { "endpoint-keys", Json(Endpoint, """{"authMode":"Key"}"""), true },
        { "endpoint-keys", Json(Endpoint, """{"authMode":"AMLToken"}"""), true },
        { "public-network", Json(Account, """{"publicNetworkAccess":"Disabled"}"""), false },
        { "public-network", Json(Account, """{"publicNetworkAccess":"Enabled"}"""), true },
        { "public-network", Json(Workspace, """{"publicNetworkAccess":"Enabled"}"""), true },
        { "public-network", Json(Workspace, "{}"), true },
        { "public-network", Json(Deployment, "{}"), false },
        { "missing-diagnostics", Json(Account, "{}"), true },
        { "missing-diagnostics", Json(Workspace, "{}"), true },
        { "missing-diagnostics", Json(Deployment, "{}"), false },
        { "broad-grants", Grant("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"), true },
        { "broad-grants", Grant("f6c7c914-8db3-469d-8ca1-694a8f32e121"), true },
        { "broad-grants", Grant("acdd72a7-3385-48ef-bd42-f606fba81ae7"), false },
        { "vault-purge", Json("Microsoft.KeyVault/vaults", """{"enablePurgeProtection":true}"""), false },
        { "vault-purge", Json("Microsoft.KeyVault/vaults", "{}"), true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rule_MatchesWhatViolatesIt_AndNothingElse(string policy, string resource, bool matches)
    {
        var values = new Dictionary<string, JsonNode>
        {
            ["approvedModels"] = new JsonArray("gpt-4o:2024-08-06"),
            ["rotatedAccounts"] = new JsonArray("rotated"),
            ["workspace"] = JsonValue.Create("/w"),
        };

        (new PolicyEvaluator(File(policy), values).Effect(JsonNode.Parse(resource)!) is not null).ShouldBe(matches);
    }

    [Fact]
    public void EveryFile_HasACaseThatMatches_AndOneThatDoesNot()
    {
        var cases = Cases.Select(c => c.Data)
            .GroupBy(c => c.Item1)
            .ToDictionary(g => g.Key, g => g.Select(c => c.Item3).Distinct().Count());

        cases.Keys.ShouldBe(Example.Files.AzurePolicies.Keys, ignoreOrder: true);
        cases.Values.ShouldAllBe(both => both == 2);
    }

    [Fact]
    public async Task EveryFile_IsDefined_InTheInitiative_AndAssignedToEveryGuardedGroup()
    {
        var graph = await Graph.OfAsync(("enforcePolicies", "true"));
        var initiative = graph.Of("authorization:PolicySetDefinition").Single();
        var references = initiative.List("policyDefinitions")
            .Cast<IReadOnlyDictionary<string, object>>()
            .ToDictionary(r => (string)r["policyDefinitionReferenceId"]);

        foreach (var definition in graph.Of("authorization:PolicyDefinition"))
            references[definition.Name["policy-".Length..]]["policyDefinitionId"].ShouldBe(definition.Id);
        references.Count.ShouldBe(Example.Files.AzurePolicies.Count + 4);
        graph.Of("authorization:PolicyAssignment").Select(a => a.Text("scope")).ShouldBe(
            [.. Example.Settings("dev").Models.Select(m => m.GroupId), graph.Of("resources:ResourceGroup").Single().Id], ignoreOrder: true);
        graph.Of("authorization:PolicyAssignment").ShouldAllBe(a => a.Text("policyDefinitionId") == initiative.Id);
        Value(references["approved-models"], "effect").ShouldBe("Deny");
        Value(references["local-auth-denied"], "rotatedAccounts").ShouldBeAssignableTo<System.Collections.IEnumerable>()!
            .Cast<string>()
            .ShouldBe(["claims"]);
    }

    [Fact]
    public void EveryParameter_WithoutADefault_IsGivenAValue()
    {
        foreach (var (name, text) in Example.Files.AzurePolicies)
            foreach (var parameter in JsonDocument.Parse(text).RootElement.GetProperty("parameters").EnumerateObject())
                (parameter.Value.TryGetProperty("defaultValue", out _) || parameter.Name == "workspace")
                    .ShouldBeTrue($"{name}: {parameter.Name}");
    }

    [Fact]
    public void EveryAlias_IsAPathInAzuresType()
    {
        var oracle = new BodyOracle();
        foreach (var (name, text) in Example.Files.AzurePolicies)
            foreach (Match alias in Regex.Matches(text, @"Microsoft\.[A-Za-z]+(/[A-Za-z.]+)+(?=['""])"))
                if (!oracle.IsType(alias.Value))
                    oracle.HasProperty(alias.Value).ShouldBeTrue($"{name}: {alias.Value}");
    }

    private static object Value(IReadOnlyDictionary<string, object> reference, string parameter) =>
        ((IReadOnlyDictionary<string, object>)((IReadOnlyDictionary<string, object>)reference["parameters"])[parameter])["value"];

    private static JsonElement File(string policy) => JsonDocument.Parse(Example.Files.AzurePolicies[policy]).RootElement;

    private static string Json(string type, string properties, string name = "x") =>
        $$"""{"type":"{{type}}","name":"{{name}}","properties":{{properties}}}""";

    private static string Grant(string role) =>
        Json(
            "Microsoft.Authorization/roleAssignments",
            $$"""{"roleDefinitionId":"/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/{{role}}"}""");
}
