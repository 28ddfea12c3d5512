using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tests.Policies;

public sealed class PolicyWildcardTests
{
    [Theory]
    [InlineData("github.*", "github.issues,github.pulls")]
    [InlineData("*", "github.issues,getWeather,github.pulls")]
    [InlineData("github.pulls, github.*", "github.pulls,github.issues")]
    public void Expands_ToListedToolsInTheirOrder(string written, string expected) =>
        Load(written, "allow").Policy!.Applications["app"].Tools.ShouldBe(expected.Split(','));

    [Theory]
    [InlineData("github.*", "deny", "takes no wildcards")]
    [InlineData("gitlab.*", "allow", "No tool matches")]
    [InlineData("git*.pulls", "allow", "There is no tool")]
    public void Refuses_WildcardThatMeansNothing(string written, string wildcards, string error) =>
        Load(written, wildcards).Errors.ShouldHaveSingleItem().ToString().ShouldContain(error);

    private static PolicyResult Load(string written, string wildcards) => PolicyLoader.Load($$"""
        version: 1
        applications:
          - { id: app, tier: open, models: ["openai/gpt-4o"], callers: ["key:app"], tools: [{{string.Join(", ", written.Split(", ").Select(static one => $"\"{one}\""))}}] }
        tiers:
          open: { wildcards: {{wildcards}} }
        tools:
          github.issues: { effect: read }
          getWeather: { effect: read }
          github.pulls: { effect: read }
        models:
          openai/gpt-4o: { platform: openai }
        """, "guard.yaml");
}
