using ServerlessGuard.Core.Callers;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Tests.Callers;

public sealed class GuardScannerTests
{
    [Fact]
    public void Rules_AreTheCatalogues_AndTheCallerKeys() =>
        GuardScanner.Rules.Select(static rule => rule.Id)
            .Except(RuleCatalogue.All.Select(static rule => rule.Id))
            .ShouldBe([CallerKeyRule.Rule.Id]);

    [Fact]
    public void CallerKeyRule_HoldsItsProofs() => RuleProof.Failures(CallerKeyRule.Rule, GuardScanner.Default).ShouldBeEmpty();
}
