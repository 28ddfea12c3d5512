using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Models and tools under the names that providers give them.</summary>
public sealed class NamesTests
{
    [Theory]
    [InlineData("openai/gpt-4o", "getWeather", false)]
    [InlineData("openai/gpt-4o", "getWeather", true)]
    [InlineData("llama3.2:3b", "get_weather", false)]
    [InlineData("llama3.2:3b", "get_weather", true)]
    [InlineData("Meta-Llama-3.1-8B-Instruct", "GitHub.listIssues", false)]
    [InlineData("Meta-Llama-3.1-8B-Instruct", "GitHub.listIssues", true)]
    [InlineData("ft:gpt-4o-mini:acme::x", "mcp__files__Read", false)]
    [InlineData("ft:gpt-4o-mini:acme::x", "mcp__files__Read", true)]
    [InlineData("@cf/meta/llama-3.1-8b-instruct", "T1", false)]
    [InlineData("@cf/meta/llama-3.1-8b-instruct", "T1", true)]
    public async Task Serves_ModelAndJudgesToolUnderTheirNames(string model, string tool, bool wild)
    {
        var yaml = $$"""
            version: 1
            applications:
              - { id: app, tier: strict, models: ["{{(wild ? model[..2] + '*' : model)}}"], callers: ["key:app"], tools: ["{{(wild ? "*" : tool)}}"] }
            tiers:
              strict: { stream: buffered, wildcards: {{(wild ? "allow" : "deny")}} }
            tools:
              "{{tool}}": { effect: read, limit: 10/m }
            models:
              "{{model}}": { platform: openai }
            """;
        var policy = PolicyLoader.Load(yaml, "guard.yaml").Policy.ShouldNotBeNull();
        await using var host = await GatewayHost.StartAsync(services => services.AddSingleton<IPolicySource>(new OnePolicy(policy)));
        host.Model.Script = ScriptedModel.Json(Chat.CallAnswer(tool.Replace('.', '_'), "{}"));

        using var response = await host.PostAsync("app", Chat.Path, Chat.Offering(Chat.Request("Go on", model: model), tool.Replace('.', '_')));

        response.Headers.GetValues("Guard-Verdict").ShouldBe(["allow"]);
        host.Model.Requests.ShouldHaveSingleItem().Json["model"]!.GetValue<string>().ShouldBe(model);
        using var models = await host.GetAsync("app", "/v1/models");
        (await models.JsonAsync())["data"]!.AsArray().Select(static one => one!["id"]!.GetValue<string>()).ShouldBe([model]);
    }

    private sealed class OnePolicy(GuardPolicy policy) : IPolicySource
    {
        public GuardPolicy Current => policy;
    }
}
