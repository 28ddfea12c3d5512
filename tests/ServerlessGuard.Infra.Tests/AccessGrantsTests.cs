using System.Text.RegularExpressions;
using ServerlessGuard.Infra.Duties;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>The policy's <c>access:</c> as code: who may change, deploy, fine-tune and read is granted that, and nobody else is.</summary>
public sealed class AccessGrantsTests
{
    private const string Stewards = "44444444-4444-4444-4444-444444444444";

    private static readonly (string, string?)[] Granting =
        [("grantAccess", "true"), ("principals", Example.List($"group:data-stewards={Stewards}"))];

    [Fact]
    public async Task WhomThePolicyNames_HasTheCapability_OnEveryGuardedResource_AndNobodyElse()
    {
        var graph = await Graph.OfAsync(Granting);
        var policy = Example.Settings("dev").Policy;
        var guarded = Example.Settings("dev").Models.Select(m => m.Id).Append(graph.Of("cognitiveservices:Account").Single().Id!).ToList();
        var granted = graph.Of("authorization:RoleAssignment").Where(a => a.Name.StartsWith("access-", StringComparison.Ordinal)).ToList();

        foreach (var role in CapabilityRoles.All)
        {
            var definition = graph.Of("authorization:RoleDefinition").SingleOrDefault(d => d.Name == $"access-{role.Id}");
            var expected = policy.Access.GetValueOrDefault(role.Id, [])
                .Select(p => p == "identity:pipeline" ? "principal-identity-pipeline" : Stewards)
                .SelectMany(p => guarded.Select(g => (p, g)));
            granted.Where(a => definition is not null && a.Text("roleDefinitionId") == definition.Id)
                .Select(a => (a.Text("principalId")!, a.Text("scope")!)).ShouldBe(expected, ignoreOrder: true, role.Id);
        }

        granted.Where(a => a.Text("principalId") == Stewards).ShouldAllBe(a => a.Text("principalType") == "Group");
        Needs.Missing(graph).ShouldBeEmpty();
    }

    /// <summary>Resources that are not ours get grants only where the settings say so.</summary>
    [Fact]
    public async Task WithoutTheSetting_NothingIsGranted() =>
        (await Graph.OfAsync()).Of("authorization:RoleAssignment")
            .ShouldAllBe(a => !a.Name.StartsWith("access-", StringComparison.Ordinal));

    [Fact]
    public async Task ThePipeline_HasNoSecret_AndTheSubjectsOfTheSettings()
    {
        var credentials = (await Graph.OfAsync()).Of("managedidentity:FederatedIdentityCredential").ToList();

        credentials.Select(c => c.Text("subject"))
            .ShouldBe(["repo:example/guard:environment:production", "repo:example/guard:ref:refs/heads/main"], ignoreOrder: true);
        credentials.ShouldAllBe(c => c.Text("issuer") == "https://token.actions.githubusercontent.com"
            && c.List("audiences").Count == 1 && c.List("audiences").Contains("api://AzureADTokenExchange"));
    }

    /// <summary>The review counts a grantee under the capability that the role is named after, by the actions in its own list.</summary>
    [Fact]
    public void EachRole_HoldsAnAction_ThatTheReviewCountsUnderItsName()
    {
        var review = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Capabilities.cs.txt"));

        foreach (var role in CapabilityRoles.All)
        {
            var capability = Regex.Match(review, $"\\[Capability\\.(\\w+)\\] = \"{role.Id}\"").Groups[1].Value;
            capability.ShouldNotBeEmpty(role.Id);
            var counted = Regex.Match(review, $"\\[Capability\\.{capability}\\] =\\s+\\[([^\\]]+)\\]").Groups[1].Value;
            role.Actions.Concat(role.DataActions.Select(a => "#" + a)).Count(a => counted.Contains($"\"{a}\"", StringComparison.Ordinal))
                .ShouldBeGreaterThan(0, role.Id);
        }
    }
}
