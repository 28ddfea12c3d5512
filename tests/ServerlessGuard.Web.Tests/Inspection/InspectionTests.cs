using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Detection;
using ServerlessGuard.Web.Inspection;
using ServerlessGuard.Web.Tests.Hosting;

namespace ServerlessGuard.Web.Tests.Inspection;

public sealed class InspectionTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("{\"direction\":\"sideways\",\"text\":\"x\"}")]
    [InlineData("{\"direction\":\"input\"}")]
    [InlineData("{\"direction\":\"input\",\"text\":1}")]
    [InlineData("{\"direction\":\"input\",\"text\":\"x\",\"messages\":[]}")]
    [InlineData("{\"direction\":\"input\",\"messages\":[{\"content\":1}]}")]
    [InlineData("{\"direction\":\"input\",\"messages\":[{\"content\":[{\"type\":\"image_url\"}]}]}")]
    [InlineData("{\"direction\":\"input\",\"text\":\"x\",\"other\":1}")]
    [InlineData("{\"direction\":\"input\",\"text\":\"x\",\"application\":1}")]
    public void Refuses_WhatItCannotInspect(string body) =>
        InspectionRequest.Read(JsonDocument.Parse(body).RootElement).Error!.Status.ShouldBe(400);

    [Fact]
    public void Reads_EveryTextWithItsPlace()
    {
        var (request, _) = InspectionRequest.Read(
            JsonDocument.Parse(
                """{"direction":"output","messages":[{"content":"a"},{"content":null},{"content":[{"type":"text","text":"b"},{"type":"text","text":"c"}]}]}""").RootElement);
        request!.Parts.ShouldBe([("messages[0]", "a"), ("messages[2].content[0]", "b"), ("messages[2].content[1]", "c")]);
        request.IsOutput.ShouldBeTrue();
    }

    [Fact]
    public void Decides_ByTheStrictestActionOfTheDirection()
    {
        var tier = new TierPolicy
        {
            Id = "t",
            Input = new InputActions { Injection = GuardAction.Hold },
            Output = new OutputActions { Secrets = GuardAction.Mask }
        };
        var (input, output) = (RedactionPlan.For(tier.Input), RedactionPlan.For(tier.Output));
        var personal = RuleOf("SG-PII-900", FindingCategory.Personal);
        var secret = RuleOf("SG-SEC-900", FindingCategory.Secret);
        var injection = RuleOf("SG-INJ-900", FindingCategory.Injection);
        Decide(input, personal, secret, injection).ShouldBeOfType<Verdict.Block>().Reasons.ShouldBe(["SG-SEC-900"]);
        Decide(input, personal, injection).ShouldBeOfType<Verdict.Hold>();
        Decide(output, secret).ShouldBeOfType<Verdict.Redact>();
        Decide(output, injection).ShouldBeOfType<Verdict.Allow>();

        static Verdict Decide(RedactionPlan plan, params Rule[] rules) =>
            InspectionVerdict.Of(rules.Select(rule => (rule, plan.ActionOf(rule))));
    }

    [Fact]
    public async Task Inspects_ForTheCallersOwnApplicationOnly()
    {
        await using var host = await GuardHost.StartAsync();
        var key = await host.KeyAsync("claims");
        foreach (var (bearer, application) in ((string?, string)[])[
            (key, "notes"), (await host.KeyAsync("rita", "reviewer"), "claims"), (await host.KeyAsync("adam", "admin"), "none")
        ])
        {
            using var content = new StringContent(
                $$"""{"direction":"input","text":"x","application":"{{application}}"}""", Encoding.UTF8, "application/json");
            using var answer = await host.SendAsync(HttpMethod.Post, "/guard/inspect", bearer, content);
            ((int)answer.StatusCode).ShouldBe(403);
        }
    }

    [Fact]
    public async Task Tells_PositionsAndVerdictAndNeverTheText()
    {
        await using var host = await GuardHost.StartAsync(
            services: static services => services.AddSingleton(
                new Redactor(new Scanner([RuleOf("SG-SEC-900", FindingCategory.Secret)]))));
        using var content = new StringContent(
            """{"direction":"input","messages":[{"role":"user","content":"no"},{"role":"user","content":"é😀 ORD-123456."}]}""",
            Encoding.UTF8, "application/json");
        using var answer = await host.SendAsync(HttpMethod.Post, "/guard/inspect", await host.KeyAsync("claims"), content);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldNotContain("123456");
        var body = JsonDocument.Parse(text).RootElement;
        body.GetProperty("verdict").GetString().ShouldBe("block");
        body.GetProperty("application").GetString().ShouldBe("claims");
        var finding = body.GetProperty("findings").EnumerateArray().Single();
        finding.GetRawText().ShouldBe("""{"in":"messages[1]","kind":"test","rule":"SG-SEC-900","start":4,"end":14,"confidence":0.9}""");
    }

    private static Rule RuleOf(string id, FindingCategory category) => new()
    {
        Id = id,
        Kind = "test",
        Category = category,
        Anchor = Anchor.StartsWith("ORD-"),
        Pattern = @"ORD-[0-9]{6}",
        MaxLength = 10,
        Confidence = 0.9,
        Positives = ["«ORD-123456»"],
        Negatives = ["ORD-1"],
    };
}
