using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tests.Redaction;

namespace ServerlessGuard.Core.Tests.Policies;

/// <summary>A policy's own rules, its actions of single kinds, and its exceptions.</summary>
public sealed class DetectionPolicyTests
{
    private const string Plain = """
        version: 1
        applications:
          - { id: demo, tier: standard, models: [m], callers: ["key:demo"] }
          - { id: other, tier: standard, models: [m], callers: ["key:other"] }
        tiers:
          standard: { input: { personal: mask, secrets: mask }, output: { personal: mask, secrets: mask } }
        models:
          m: { platform: openai }
        """;

    private const string Own = """

        detection:
          rules:
            - { id: employee-number, pattern: 'EMP-\d{6}', tests: { found: ["badge «EMP-204981» lost"], clean: ["EMP-20"] } }
            - { id: project, kind: project-name, category: secrets, words: [Project Bluebird] }
          exceptions:
            - { kind: email, value: Help@northgate.example, owner: jane, reason: the desk, expires: 2031-06-30 }
            - { rule: SG-PII-001, pattern: '[a-z]{1,20}@southgate[.]example', applications: [other], owner: jane, reason: a test domain, expires: 2031-06-30 }
            - { rule: OWN-employee-number, value: EMP-000000, owner: jane, reason: the example, expires: 2031-06-30 }
        """;

    [Theory]
    [InlineData("demo", "ask EMP-204981 or help@northgate.example", "ask [employee-number] or help@northgate.example")]
    [InlineData("demo", "about project bluebird, rosa@southgate.example", "about [project-name], [email]")]
    [InlineData("other", "about project bluebird, rosa@southgate.example", "about [project-name], rosa@southgate.example")]
    [InlineData("demo", "like EMP-000000, not EMP-000001", "like EMP-000000, not [employee-number]")]
    [InlineData("demo", "xhelp@northgate.example", "[email]")]
    public void OwnRulesAndExceptions_Apply(string application, string text, string expected) =>
        Redact(Plain + Own, application, text, new DateTimeOffset(2031, 6, 30, 12, 0, 0, TimeSpan.Zero)).ShouldBe(expected);

    [Fact]
    public void AnException_EndsAfterItsLastDay() =>
        Redact(Plain + Own, "demo", "ask help@northgate.example", new DateTimeOffset(2031, 7, 1, 0, 0, 0, TimeSpan.Zero)).ShouldBe("ask [email]");

    [Fact]
    public void AKind_HasItsOwnAction_BeforeItsCategorys()
    {
        var yaml = Plain.Replace("input: { personal: mask,", "input: { personal: mask, email: allow, iban: drop,", StringComparison.Ordinal);
        Redact(yaml, "demo", "rosa@southgate.example, GB82 WEST 1234 5698 7654 32, 512-44-7781", default)
            .ShouldBe("rosa@southgate.example, [...], [us-ssn]");
    }

    [Theory]
    [InlineData("tiers:\n  standard: { input: { personal: mask,", "tiers:\n  standard: { input: { emial: allow, personal: mask,", "Did you mean email?")]
    [InlineData("output: { personal: mask,", "output: { email: hold, personal: mask,", "live")]
    [InlineData(@"EMP-\d{6}'", @"EMP-\d+'", "no longest length")]
    [InlineData("badge «EMP-204981» lost", "badge EMP-20", "tests.found")]
    [InlineData("rule: OWN-employee-number", "rule: OWN-employee-numbr", "no rule and no kind")]
    [InlineData("[a-z]{1,20}@southgate[.]example", "[^@]*@.*", "nearly every value")]
    [InlineData("applications: [other]", "applications: [others]", "no application")]
    [InlineData("reason: the desk, expires: 2031-06-30", "reason: the desk, expires: soon", "no day")]
    [InlineData("value: Help@northgate.example, ", "", "which values")]
    [InlineData("kind: email, value", "kind: email, rule: SG-PII-001, value", "one rule or one kind")]
    [InlineData("words: [Project Bluebird]", "words: [Project Bluebird], pattern: abc", "either a pattern or words")]
    public void WhatIsWrong_IsSaid_AtItsPlace(string from, string to, string message)
    {
        var yaml = (message == "live" ? Plain.Replace("standard: {", "standard: { stream: live,", StringComparison.Ordinal) : Plain) + Own;
        yaml.ShouldContain(from);
        var result = PolicyLoader.Load(yaml.Replace(from, to, StringComparison.Ordinal), "guard.yaml");

        result.Policy.ShouldBeNull();
        result.Errors.ShouldContain(error => error.ToString().Contains(message, StringComparison.Ordinal) && error.Line > 1);
    }

    [Fact]
    public void OwnRules_ChangeTheRevision_AndAPolicyWithoutThemKeepsIts()
    {
        var longer = Own.Replace("{6}", "{7}", StringComparison.Ordinal).Replace("204981", "2049811", StringComparison.Ordinal);
        string[] policies = [Plain, Plain + Own, Plain + longer];
        policies.Select(static yaml => Policy(yaml).RevisionId).Distinct().Count().ShouldBe(3);
        PolicyRevision.Canonical(Policy(Plain)).ToJsonString().ShouldNotContain("detection");
    }

    [Fact]
    public void Explain_TellsThem() =>
        PolicyExplanation.For(Policy(Plain + Own), "demo")!.Sentences
            .ShouldSatisfyAllConditions(
                static sentences => sentences.ShouldContain(static one => one.Contains("2 rules of its own", StringComparison.Ordinal)),
                static sentences => sentences.ShouldContain(static one => one.Contains("the desk (jane)", StringComparison.Ordinal)));

    private static GuardPolicy Policy(string yaml)
    {
        var result = PolicyLoader.Load(yaml, "guard.yaml");
        return result.Policy.ShouldNotBeNull(string.Join('\n', result.Errors));
    }

    private static string Redact(string yaml, string application, string text, DateTimeOffset now)
    {
        var policy = Policy(yaml);
        var redactor = new Redactor(Core.Callers.GuardScanner.Default)
        {
            Clock = new FakeTimeProvider(now == default ? new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero) : now),
        };
        return redactor.Redact(text, RedactionPlan.For(policy.TierOf(policy.Applications[application]).Input), Sample.Session()).Text;
    }
}
