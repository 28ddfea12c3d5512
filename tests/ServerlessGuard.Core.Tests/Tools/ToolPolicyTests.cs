using System.Text.Json.Nodes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Tests.Tools;

public sealed class ToolPolicyTests
{
    private const string Text = """
        version: 1
        applications:
          - { id: a, tier: t, models: [m], callers: ["key:a"], tools: [pay, read] }
          - { id: b, tier: t, models: [m], callers: ["key:b"], tools: [pay, read], rules: { pay: { effect: read, always: review } } }
        tiers: { t: {} }
        models: { m: { platform: openai } }
        lists: { payees: ["DE89370400440532013000"] }
        tools:
          read: { effect: read, trusted: [id] }
          pay:
            effect: send
            from: { to: [user, "tool:read#id", "list:payees"] }
            never_after: [read]
            at_most: 2
            destinations: ["*@corp.example"]
            spend: { argument: amount, most: 99.5, per: 2h }
        """;

    [Fact]
    public void EveryRule_IsRead()
    {
        var policy = Load(Text);

        var pay = policy.Tools["pay"];
        pay.From["to"].Select(static source => source.ToString()).ShouldBe(["user", "tool:read#id", "list:payees"]);
        pay.NeverAfter.ShouldBe(["read"]);
        pay.AtMost.ShouldBe(2);
        pay.Destinations.ShouldBe(["*@corp.example"]);
        pay.Spend.ShouldBe(new SpendLimit("amount", 99.5m, TimeSpan.FromHours(2)));
        policy.Tools["read"].TrustedFields.ShouldBe(["id"]);
        policy.Lists["payees"].Values.ShouldContain("de89370400440532013000");
        policy.Applications["a"].RulesOf(policy, "pay").ShouldBeSameAs(pay);
        policy.Applications["b"].RulesOf(policy, "pay")!.AlwaysReview.ShouldBeTrue();
    }

    [Theory]
    [InlineData("tool:read#id", "tool:raed", "Did you mean read?")]
    [InlineData("list:payees", "list:payee", "Did you mean payees?")]
    [InlineData("list:payees", "somebody", "Write user, system")]
    [InlineData("never_after: [read]", "never_after: [reed]", "Did you mean read?")]
    [InlineData("at_most: 2", "at_most: 0", "")]
    [InlineData("rules: { pay:", "rules: { pya:", "Describe it under tools first.")]
    [InlineData("effect: send", "effect: send, untrusted: allow", "")]
    public void WhatNamesNothing_IsAnError(string from, string to, string fix)
    {
        var text = to.StartsWith("effect: send,", StringComparison.Ordinal)
            ? Text.Replace("    effect: send\n", "    effect: send\n    untrusted: allow\n", StringComparison.Ordinal)
            : Text.Replace(from, to, StringComparison.Ordinal);

        var errors = PolicyLoader.Load(text, "guard.yaml").Errors;

        errors.ShouldHaveSingleItem().SuggestedFix.ShouldContain(fix);
    }

    [Fact]
    public async Task APreview_TellsTheRules_AndJudgesACall()
    {
        var policy = Load(Text);
        var preview = ToolPreview.For(policy, policy.Applications["a"], "pay").ShouldNotBeNull();

        preview.Sentences.ShouldContain("to may come from user, tool:read#id, list:payees; otherwise the call is reviewed.");
        preview.Sentences.ShouldContain("amount may sum up to 99.5 in 2h.");
        var talk = JsonNode.Parse("""{"messages":[{"role":"user","content":"Pay ann@corp.example"}]}""")!.AsObject();
        (await preview.JudgeAsync("""{"to":"ann@corp.example"}""", talk, TestContext.Current.CancellationToken)).Verdict
            .ShouldBe(new Verdict.Allow());
        var (verdict, sentences) = await preview.JudgeAsync("""{"to":"bob@corp.example"}""", talk, TestContext.Current.CancellationToken);
        verdict.ShouldBe(new Verdict.Allow());
        sentences.ShouldBeEmpty();
        (verdict, sentences) = await preview.JudgeAsync("""{"to":"bob@evil.example"}""", talk, TestContext.Current.CancellationToken);
        verdict.Name.ShouldBe("block");
        sentences.ShouldContain("to names a destination outside *@corp.example.");
        ToolPreview.For(policy, policy.Applications["a"], "other").ShouldBeNull();
    }

    [Fact]
    public void TasksAndConnectors_BindTools()
    {
        var policy = Load(Text + "\n" + Bound);

        policy.Tasks["transfer"].Tools.ShouldBe(["pay"]);
        policy.Tools["pay"].Connector.ShouldBe("bank");
        policy.Tools["pay"].Destinations.ShouldBe(["*@corp.example"]);
        policy.Tools["write"].Destinations.ShouldBe(["https://bank.example/"]);
        policy.Tools["read"].Connector.ShouldBeNull();
        policy.Applications["b"].RulesOf(policy, "pay")!.Connector.ShouldBe("bank");
        ToolPreview.For(policy, policy.Applications["a"], "pay")!.Sentences
            .ShouldContain("The connector bank runs it, as app:11111111-1111-1111-1111-111111111111.");
    }

    [Theory]
    [InlineData("tools: [pay] }", "tools: [pya] }", "Did you mean pay?")]
    [InlineData("tools: [pay, write]", "tools: [pay, wirte]", "Did you mean write?")]
    [InlineData("tools: [pay, write]", "tools: [pay, pay]", "Keep one")]
    [InlineData("write: { effect: write }", "write: { effect: write, restore: [to] }", "write effect: send")]
    public void ATaskOrConnector_OfWhatIsNoTool_IsAnError(string from, string to, string fix) =>
        PolicyLoader.Load((Text + "\n" + Bound).Replace(from, to, StringComparison.Ordinal).ReplaceLineEndings("\n"), "guard.yaml").Errors
            .ShouldHaveSingleItem().SuggestedFix.ShouldContain(fix);

    /// <summary>A section that is not set leaves no trace in the revision.</summary>
    [Fact]
    public void NewSections_ChangeTheRevision_OnlyWhereTheyAreSet()
    {
        var plain = Load(Text).RevisionId;

        Load(Text + "\ntasks: {}\nconnectors: []").RevisionId.ShouldBe(plain);
        Load(Text.Replace("t: {}", "t: { tasks: optional }", StringComparison.Ordinal)).RevisionId.ShouldBe(plain);
        Load(Text.Replace("t: {}", "t: { tasks: required }", StringComparison.Ordinal)).RevisionId.ShouldNotBe(plain);
        Load(Text.Replace("t: {}", "t: { on_denied_call: continue }", StringComparison.Ordinal)).RevisionId.ShouldNotBe(plain);
        Load(Text.Replace("at_most: 2", "at_most: 2\n    restore: [to]", StringComparison.Ordinal)).RevisionId.ShouldNotBe(plain);
    }

    private const string Bound = """
          write: { effect: write }
        tasks:
          transfer: { tools: [pay] }
        connectors:
          - id: bank
            owner: user:ann@corp.example
            identity: app:11111111-1111-1111-1111-111111111111
            scopes: [pay]
            tools: [pay, write]
            destinations: ["https://bank.example/"]
        """;

    private static GuardPolicy Load(string text)
    {
        var result = PolicyLoader.Load(text.ReplaceLineEndings("\n"), "guard.yaml");
        result.Errors.ShouldBeEmpty();
        return result.Policy!;
    }
}
