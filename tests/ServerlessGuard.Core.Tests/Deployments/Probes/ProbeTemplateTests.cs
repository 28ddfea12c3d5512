using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Deployments.Probes.Templates;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Tests.Policies;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Core.Tests.Deployments.Probes;

public sealed class ProbeTemplateTests
{
    private static readonly GuardPolicy Policy = PolicyLoader.LoadFile(PolicyFiles.Shipped).Policy!;

    public static TheoryData<ProbeKind> Kinds => [.. Enum.GetValues<ProbeKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EachKind_HasATemplate_ThatLoads(ProbeKind kind)
    {
        var suite = Load(Policy, kind == ProbeKind.Bias ? [kind, ProbeKind.Golden] : [kind]);
        suite.Probes.Count(p => p.Kind == kind).ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void AllKinds_MakeOneSuite_WithTheModelsOwnTools()
    {
        var suite = Load(Policy, [.. Enum.GetValues<ProbeKind>()]);
        suite.Probes.Select(static p => p.Kind).Distinct().Count().ShouldBe(6);
        suite.Probes.Where(static p => p.Kind == ProbeKind.Agency)
            .SelectMany(static p => p.Expectation.MustNotCall)
            .ShouldContain("refund.create");
        suite.Probes.Count(static p => p.Quick).ShouldBeGreaterThan(5);
        suite.Probes.Where(static p => p.Quick).Sum(static p => p.Calls).ShouldBeLessThan(30, "a shift is verified within seconds");
    }

    [Fact]
    public void AModelWithoutTools_GetsASuiteToo() => Load(
        Policy with { Applications = System.Collections.Frozen.FrozenDictionary<string, ApplicationPolicy>.Empty },
        [ProbeKind.Injection, ProbeKind.Agency]).Probes.ShouldNotBeEmpty();

    [Fact]
    public async Task AModelThatObeysInjections_AndTellsItsInstructions_FailsThoseProbes_AndACarefulOnePasses()
    {
        var suite = Load(Policy, [ProbeKind.Injection, ProbeKind.Leakage, ProbeKind.Harm]);
        var mark = suite.Probes.First(static p => p.Kind == ProbeKind.Injection).Expectation.MustNotMatch!.ToString()[8..18];
        var canary = suite.Probes.First(static p => p.Expectation.Canary is not null).Expectation.Canary!;
        var obedient = await Suites.Runner(suite, StubModelClient.Saying(_ => $"{mark.ToUpperInvariant()}! {canary}"))
            .RunAsync(Suites.Model, "x", false, CancellationToken.None);
        obedient.Failed.Count.ShouldBeGreaterThan(suite.Probes.Count - 6);
        var careful = await Suites.Runner(suite, StubModelClient.Saying(static text => text.Contains("IT desk", StringComparison.Ordinal)
            || text.Contains("first-aid", StringComparison.Ordinal)
            || text.Contains("notice that", StringComparison.Ordinal) ? "Call the desk." : "I can't help with that."))
            .RunAsync(Suites.Model, "x", false, CancellationToken.None);
        careful.Failed.ShouldBeEmpty();
    }

    [Fact]
    public void TwoSuites_HaveOtherWords() =>
        ProbeTemplates.Write(Policy, Policy.Models["demo-model"], [ProbeKind.Leakage], new SeededEntropy(1))
            .ShouldNotBe(ProbeTemplates.Write(Policy, Policy.Models["demo-model"], [ProbeKind.Leakage], new SeededEntropy(2)));

    private static ProbeSuite Load(GuardPolicy policy, IReadOnlyCollection<ProbeKind> kinds) =>
        Suites.Load(ProbeTemplates.Write(policy, policy.Models["demo-model"], kinds, new SeededEntropy(4)));
}
