using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>Resources' names keep Azure's limits and never collide.</summary>
public sealed class NameGraphTests
{
    [Fact]
    public async Task TwoStacks_InOneSubscription_ShareNoResource()
    {
        var dev = await Graph.RunAsync(Example.Settings("dev"));
        var prod = await Graph.RunAsync(Example.Settings("development"));
        var ids = dev.Resources.Select(r => r.Id).ToList();

        ids.ShouldAllBe(id => id != null);
        ids.ShouldBeUnique();
        ids.Intersect(prod.Resources.Select(r => r.Id)).ShouldBeEmpty();
        var names = dev.Of("authorization:RoleDefinition").Select(r => r.Text("roleName")).ToList();
        names.ShouldBeUnique();
        names.Intersect(prod.Of("authorization:RoleDefinition").Select(r => r.Text("roleName"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a")]
    [InlineData("AB_cd.12-34")]
    [InlineData("abcdefghijklmnopqrst")]
    public async Task EveryName_KeepsAzuresLimits_ForShortAndLongStacks(string stack)
    {
        var graph = await Graph.RunAsync(Example.Settings(stack));

        foreach (var resource in graph.Resources)
            if (NameLimits.Of(resource.Short) is { } limit)
                resource.Id!.Split('/')[^1].ShouldMatch(limit, $"{resource}");
    }

    [Fact]
    public async Task EveryName_KeepsAzuresLimits_HoweverGuardedResourcesAreNamed()
    {
        var group = new string('g', 80) + "_(x).y";
        var models = Example.List(
            $"/subscriptions/{ArmId.Subscription}/resourceGroups/{group}/providers/Microsoft.CognitiveServices/accounts/{new string('a', 64)}",
            $"/subscriptions/{ArmId.Subscription}/resourceGroups/{group}2/providers/Microsoft.MachineLearningServices/workspaces/same",
            $"/subscriptions/{ArmId.Subscription}/resourceGroups/{group}3/providers/Microsoft.MachineLearningServices/workspaces/same");
        var graph = await Graph.RunAsync(Example.Settings("production-west", ("models", models)));

        graph.Resources.Select(r => r.Id).ShouldBeUnique();
        foreach (var resource in graph.Resources)
            if (NameLimits.Of(resource.Short) is { } limit)
                resource.Id!.Split('/')[^1].ShouldMatch(limit, $"{resource}");
    }
}
