using System.Collections.Frozen;
using CsCheck;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Tests.Policies;
using ServerlessGuard.Core.Watch;

namespace ServerlessGuard.Core.Tests.Watch;

/// <summary>The invariants of the evaluation for every endpoint, policy and time.</summary>
public sealed class DriftEvaluatorTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Names = ["live", "LIVE", "previous", "hidden", "other"];

    private static readonly Gen<EndpointDeployment> Deployment =
        from name in Gen.Int[0, 4].Select(static i => Names[i])
        from version in Gen.Int[1, 3]
        from traffic in Gen.OneOf(Gen.Const(0), Gen.Const(0), Gen.Const(10), Gen.Const(90), Gen.Const(100))
        from mirror in Gen.OneOf(Gen.Const(0), Gen.Const(0), Gen.Const(0), Gen.Const(10))
        from pinned in Gen.Bool
        from paused in Gen.Bool
        select new EndpointDeployment
        {
            Name = name,
            Revision = Of(version),
            Traffic = traffic,
            Mirror = mirror,
            IsPinned = pinned,
            IsPaused = paused,
            IsReady = true
        };

    private static readonly Gen<(GuardPolicy Policy, ModelPolicy Model, WatchedEndpoint Endpoint)> Any =
        from deployments in Deployment.Array[0, 5]
        from attested in Gen.Select(Gen.Int[1, 3], Gen.Int[-10, 40]).Array[0, 4]
        from failed in Gen.Int[1, 3].Array[0, 2]
        from platform in Gen.OneOf(Gen.Const("azure-openai"), Gen.Const("azure-ml"), Gen.Const("openai"))
        from standby in Gen.Bool
        from tiers in Gen.Select(
            Gen.Enum<DriftAction>(), Gen.OneOf(Gen.Const(DriftAction.Alert), Gen.Const(DriftAction.Pause)), Gen.Bool).Array[0, 3]
        from attesters in Gen.Bool
        from neighbour in Gen.Bool
        from routed in Gen.Int[0, 4].Select(static i => Names[i])
        from closed in Gen.Bool
        from diagnosed in Gen.Int[0, 2].Select(static i => i == 2 ? default(bool?) : i == 1)
        select Make(
            [.. deployments.DistinctBy(d => platform == "openai" ? d.Name : d.Name.ToLowerInvariant())], attested, failed, platform,
            standby, tiers, attesters, neighbour, closed ? null : routed, diagnosed);

    [Fact]
    public void Judgement_IsDeterministic_AndEachDriftIsToldOnce() => Any.Sample(static a =>
    {
        var once = DriftEvaluator.Evaluate(a.Policy, a.Model, a.Endpoint, Now);
        var again = DriftEvaluator.Evaluate(
            a.Policy, a.Model,
            a.Endpoint with { State = a.Endpoint.State with { Deployments = [.. a.Endpoint.State.Deployments.Reverse()] } }, Now);
        return once.Select(static d => d.Key).Distinct().Count() == once.Count && once.OrderBy(static d => d.Key, StringComparer.Ordinal)
            .SequenceEqual(again.OrderBy(static d => d.Key, StringComparer.Ordinal));
    });

    [Fact]
    public void WhatServesWithoutAnAttestation_IsAlwaysFound() => Any.Sample(static a =>
    {
        var drifts = DriftEvaluator.Evaluate(a.Policy, a.Model, a.Endpoint, Now);
        return a.Endpoint.State.Deployments.Where(d => Own(a.Model, d.Name)).All(d =>
            IsAttested(a.Endpoint, d) != drifts.Any(x => x.Kind == DriftKind.Unattested && x.Deployment == d.Name));
    });

    [Fact]
    public void WhatNobodyNames_IsAlwaysAShadow_AndNothingElseIs() => Any.Sample(static a =>
    {
        var shadows = DriftEvaluator.Evaluate(a.Policy, a.Model, a.Endpoint, Now)
            .Where(static x => x.Kind == DriftKind.Shadow)
            .Select(static x => x.Deployment)
            .Order(StringComparer.Ordinal);
        var named = a.Policy.Models.Values.SelectMany(static m => new[] { m.Deployment, m.Standby })
            .OfType<string>()
            .ToHashSet(DriftEvaluator.NamesOn(a.Model.Platform));
        return shadows.SequenceEqual(
            a.Endpoint.State.Deployments.Select(static d => d.Name).Where(n => !named.Contains(n)).Order(StringComparer.Ordinal));
    });

    [Fact]
    public void OnlyWhatServes_IsActedOn_AndNeverWhereEveryTierObserves() => Any.Sample(static a =>
    {
        var tiers = a.Policy.Tiers.Values;
        foreach (var drift in DriftEvaluator.Evaluate(a.Policy, a.Model, a.Endpoint, Now).Where(static d => d.Action != DriftAction.Alert))
        {
            var deployment = a.Endpoint.State.Deployments.Single(d => d.Name == drift.Deployment);
            if (deployment.IsPaused
                || (drift.Kind != DriftKind.Shadow && !DriftEvaluator.Serves(a.Endpoint, deployment))
                || !drift.IsReached
                || drift.Kind is not (DriftKind.Shadow or DriftKind.Unattested or DriftKind.ProbesFailed)
                || (drift.Kind == DriftKind.Unattested && a.Policy.Attesters.Count == 0)
                || (tiers.Length > 0 && tiers.All(static t => t.Enforce == EnforceMode.Observe)))
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void TheStrictestTier_Decides() => Any.Sample(static a =>
    {
        var tiers = a.Policy.Tiers.Values.Where(static t => t.Enforce == EnforceMode.Enforce).ToList();
        var strictest = a.Policy.Tiers.Count == 0 ? new RollbackPolicy().OnUnattested
            : tiers.Count == 0 ? DriftAction.Alert
            : tiers.Max(static t => t.Rollback.OnUnattested);
        return DriftEvaluator.Evaluate(a.Policy, a.Model, a.Endpoint, Now)
            .Where(d => d.Kind == DriftKind.Unattested && a.Policy.Attesters.Count > 0)
            .All(d => d.Action == (DriftEvaluator.Serves(a.Endpoint, a.Endpoint.State.Deployments.Single(x => x.Name == d.Deployment))
                ? strictest
                : DriftAction.Alert));
    });

    [Fact]
    public void AnHealthyEndpoint_DriftsNowhere()
    {
        var (policy, model, endpoint) = Make(
            [At("Live", 1, 100), At("previous", 1, 0)], [(1, 30)], [], "azure-openai", true,
            [(DriftAction.Rollback, DriftAction.Pause, false)], true, false, "live", true);
        DriftEvaluator.Evaluate(policy, model, endpoint, Now).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(DriftKind.Expiring)]
    [InlineData(DriftKind.Unpinned)]
    [InlineData(DriftKind.Mirrored)]
    [InlineData(DriftKind.Traffic)]
    [InlineData(DriftKind.Missing)]
    [InlineData(DriftKind.Undiagnosed)]
    public void EachLesserDrift_IsFoundAlone_AndOnlyTold(DriftKind kind)
    {
        var live = At("live", 1, kind == DriftKind.Traffic ? 60 : 100) with
        {
            IsPinned = kind != DriftKind.Unpinned,
            Mirror = kind == DriftKind.Mirrored ? 10 : 0
        };
        var (policy, model, endpoint) = Make(
            kind == DriftKind.Missing ? [live] : [live, At("previous", 2, 0)],
            [(1, kind == DriftKind.Expiring ? 3 : 30), (2, 30)],
            [],
            "azure-ml",
            true,
            [(DriftAction.Rollback, DriftAction.Pause, false)],
            true,
            false,
            "live",
            kind != DriftKind.Undiagnosed);
        var drift = DriftEvaluator.Evaluate(policy, model, endpoint, Now).ShouldHaveSingleItem();
        drift.Kind.ShouldBe(kind);
        drift.Action.ShouldBe(DriftAction.Alert);
    }

    [Fact]
    public void TwoModelsOfOneAccount_TellOfAShadowOnce()
    {
        var (policy, model, endpoint) = Make(
            [At("live", 1, 100), At("other", 1, 0), At("hidden", 1, 0)], [(1, 30)], [], "azure-openai", false, [], true, true, "live",
            true);
        var told = policy.Models.Values.SelectMany(m => DriftEvaluator.Evaluate(policy, m, endpoint, Now))
            .Where(static d => d.Kind == DriftKind.Shadow)
            .ToList();
        told.ShouldHaveSingleItem().Deployment.ShouldBe("hidden");
    }

    private static Revision Of(int version) => new() { ModelName = "m", ModelVersion = $"{version}" };

    private static EndpointDeployment At(string name, int version, int traffic) =>
        new() { Name = name, Revision = Of(version), Traffic = traffic, IsReady = true };

    private static bool Own(ModelPolicy model, string name) =>
        new[] { model.Deployment, model.Standby }.OfType<string>().Contains(name, DriftEvaluator.NamesOn(model.Platform));

    private static bool IsAttested(WatchedEndpoint endpoint, EndpointDeployment deployment) =>
        endpoint.Attestations.Any(a => a.Revision == deployment.Revision && a.Expires > Now);

    private static (GuardPolicy Policy, ModelPolicy Model, WatchedEndpoint Endpoint) Make(
        IReadOnlyList<EndpointDeployment> deployments,
        (int Version, int Days)[] attested,
        int[] failed,
        string platform,
        bool standby,
        (DriftAction Unattested, DriftAction Shadow, bool Observes)[] tiers,
        bool attesters,
        bool neighbour,
        string? routed,
        bool? diagnosed)
    {
        var model = new ModelPolicy
        {
            Id = "claims",
            Platform = platform,
            Deployment = "live",
            Standby = standby ? "previous" : null,
            Resource = WatchHarness.Resource
        };
        var models = neighbour ? new[]
        {
            model,
            model with { Id = "neighbour", Deployment = "other", Standby = null, Resource = WatchHarness.Resource.ToUpperInvariant() }
        } : [model];
        var policy = TestPolicies.With() with
        {
            Models = models.ToFrozenDictionary(static m => m.Id),
            Attesters = (attesters ? new[] { new AttesterPolicy("a", new byte[32], TimeSpan.FromDays(90)) } : [])
                .ToFrozenDictionary(static a => a.Id),
            Tiers = tiers.Select(static (t, i) => new TierPolicy
            {
                Id = $"t{i}",
                Enforce = t.Observes ? EnforceMode.Observe : EnforceMode.Enforce,
                Rollback = new() { OnUnattested = t.Unattested, OnShadow = t.Shadow }
            }).ToFrozenDictionary(static t => t.Id),
            Applications = tiers.Select((_, i) => new ApplicationPolicy { Id = $"a{i}", Tier = $"t{i}", Models = ["claims"], Callers = [] })
                .ToFrozenDictionary(static a => a.Id),
        };
        return (policy, model, new()
        {
            State = new(model.Id, deployments, null),
            DividesTraffic = platform == "azure-ml",
            Routed = routed is null ? new Dictionary<string, int>() : new Dictionary<string, int> { [routed] = 100 },
            Attestations = [.. attested.Select(a => new Attestation($"{a}", "claims", Of(a.Version), "a", Now, Now.AddDays(a.Days)))],
            FailedProbes = [.. failed.Select(static v => Of(v).Digest)],
            IsDiagnosed = diagnosed,
        });
    }
}
