using CsCheck;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Tests.Evidence.Controls;

public sealed class ControlEvaluatorTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Fact Verified = new()
    {
        Kind = FactKinds.LogVerified,
        Time = Now.AddMinutes(-1),
        Values = new Dictionary<string, string> { ["intact"] = "yes" }
    };
    private static readonly Fact Head = new() { Kind = FactKinds.LogCheckpoint, Time = Now.AddMinutes(-2) };
    private static readonly Fact Policy = new()
    {
        Kind = FactKinds.Policy,
        Time = Now,
        Values = new Dictionary<string, string> { ["keys"] = "a,b" }
    };

    /// <summary>A requirement of every form.</summary>
    private static readonly Control[] Controls =
    [
        Control("newest", new Requirement
        {
            Fact = AuditKinds.DrillEnded,
            Of = [new("drill", ["rollback"])],
            Is = [new("outcome", ["passed"])],
            MaxAge = Days(8)
        }),
        Control("seen", new Requirement { Fact = AuditKinds.DrillEnded, MaxAge = Days(3) }),
        Control("each", new Requirement { Fact = AuditKinds.RotationVerified, By = "credential", ForEach = "keys", MaxAge = Days(8) }),
        Control("never", new Requirement { Fact = AuditKinds.GuardUnscanned, Never = true, MaxAge = Days(8) }),
        Control(
            "state",
            new Requirement { Fact = FactKinds.Tier, By = FactKinds.Subject, Is = [new("days", [], AtLeast: 30)], MaxAge = Days(1) }),
        Control("both",
            new Requirement { Fact = FactKinds.LogVerified, Is = [new("intact", ["yes"])], MaxAge = Days(1) },
            new Requirement { Fact = AuditKinds.DrillEnded, Is = [new("outcome", ["passed"])], MaxAge = Days(8) }),
    ];

    private static readonly Gen<Fact> Example =
        from kind in Gens.Any(AuditKinds.DrillEnded, AuditKinds.RotationVerified, AuditKinds.GuardUnscanned, FactKinds.Tier)
        from hours in Gen.Int[-1, 24 * 12]
        from drill in Gens.Any("rollback", "incident")
        from outcome in Gens.Any("passed", "passed", "failed", "")
        from credential in Gens.Any("a", "b", "c")
        from days in Gens.Any("90", "3", "many")
        from entry in Gen.Int[0, 1000]
        select new Fact
        {
            Kind = kind,
            Time = Now.AddHours(-hours),
            Subject = kind == FactKinds.Tier ? credential : "",
            Entry = kind == FactKinds.Tier ? null : entry,
            Values = new Dictionary<string, string>
            {
                ["drill"] = drill,
                ["outcome"] = outcome,
                ["credential"] = credential,
                ["days"] = days
            },
        };

    private static readonly Gen<Fact[]> Examples = Example.Array[0, 12].Select(static facts => (Fact[])[Verified, Head, Policy, .. facts]);

    [Fact]
    public void Knows_AllThree()
    {
        var drill = Drill("passed", hours: 10);

        Status("newest", drill).ShouldBe(ControlStatus.Holds);
        Status("newest", drill, Drill("failed", hours: 9)).ShouldBe(ControlStatus.Fails);
        Status("newest", Drill("failed", hours: 11), drill).ShouldBe(ControlStatus.Holds);
        Status("newest", Drill("passed", hours: 24 * 9)).ShouldBe(ControlStatus.Unknown);
        Status("newest").ShouldBe(ControlStatus.Unknown);
        Status("newest", Drill("passed", hours: 1) with { Time = Now.AddHours(1) }, drill).ShouldBe(ControlStatus.Unknown);
        Status("each", Rotation("a"), Rotation("b")).ShouldBe(ControlStatus.Holds);
        Status("each", Rotation("a"), Rotation("c")).ShouldBe(ControlStatus.Unknown);
        Status("never").ShouldBe(ControlStatus.Holds);
        Status("never", Unscanned(hours: 24 * 7)).ShouldBe(ControlStatus.Fails);
        Status("never", Unscanned(hours: 24 * 9)).ShouldBe(ControlStatus.Holds);
        Status("state", Tier("x", "31"), Tier("y", "30")).ShouldBe(ControlStatus.Holds);
        Status("state", Tier("x", "31"), Tier("y", "29.5")).ShouldBe(ControlStatus.Fails);
        Status("state", Tier("x", "31"), Tier("y", "none")).ShouldBe(ControlStatus.Fails);
    }

    [Fact]
    public void Says_Why()
    {
        Reason("newest", Drill("failed", hours: 9)).ShouldBe("outcome is failed (expected passed).");
        Reason("newest", Drill("passed", hours: 24 * 9)).ShouldBe("The newest fact is 9 days old (at most 8d).");
        Reason("newest").ShouldBe("No such fact is on record.");
        Reason("each", Rotation("a")).ShouldBe("b: No such fact is on record.");
        Reason("never", Unscanned(hours: 30)).ShouldBe("It happened 30 hours ago.");
    }

    [Fact]
    public void Decides_NothingByEntries_WhileTheLogIsNotIntact() => Examples.Sample(facts =>
    {
        var broken = Verified with { Values = new Dictionary<string, string> { ["intact"] = "no" } };
        foreach (var set in new[]
        {
            facts.Select(f => f == Verified ? broken : f),
            facts.Where(static f => f != Verified),
            facts.Select(static f => f == Verified ? f with { Time = Now.AddDays(-2) } : f)
        })
        {
            foreach (var result in ControlEvaluator.Evaluate(Controls, FactSet.Create(set), Now)
                .Where(static r => r.Control.DecidedBy.Any(static d => FactKinds.IsEntry(d.Fact))))
            {
                result.Status.ShouldNotBe(ControlStatus.Holds);
            }
        }
    });

    [Fact]
    public void NeverHolds_BecauseAFactIsGone() => Gen.Select(Examples, Gen.Int[0, 100]).Sample((facts, which) =>
    {
        var whole = FactSet.Create(facts);
        var less = whole with { Facts = [.. facts.Where((_, i) => i != which % facts.Length)] };
        foreach (var (before, after) in Evaluate(whole).Zip(Evaluate(less)))
        {
            if (before.Status != ControlStatus.Holds)
            {
                after.Status.ShouldNotBe(ControlStatus.Holds, before.Control.Id);
            }
        }
    });

    [Fact]
    public void NeverHolds_BecauseOfOldFacts() => Gen.Select(Examples, Example.Array[1, 4]).Sample((facts, more) =>
    {
        var old = more.Where(static f => f.Kind != FactKinds.Tier).Select(f => f with { Time = f.Time.AddDays(-8).AddHours(-2) });
        foreach (var (before, after) in Evaluate(FactSet.Create(facts)).Zip(Evaluate(FactSet.Create([.. facts, .. old]))))
        {
            if (before.Status != ControlStatus.Holds)
            {
                after.Status.ShouldNotBe(ControlStatus.Holds, before.Control.Id);
            }
        }
    });

    /// <summary>Time alone proves nothing: only an event that must not happen is forgotten as it ages.</summary>
    [Fact]
    public void NeverHolds_BecauseTimePassed() => Gen.Select(Examples, Gen.Int[0, 400]).Sample((facts, hours) =>
    {
        var set = FactSet.Create(facts.Where(static f => f.Time <= Now));
        foreach (var (before, after) in Evaluate(set).Zip(ControlEvaluator.Evaluate(Controls, set, Now.AddHours(hours))))
        {
            if (before.Status != ControlStatus.Holds && before.Control.Id != "never")
            {
                after.Status.ShouldNotBe(ControlStatus.Holds, before.Control.Id);
            }
        }
    });

    [Fact]
    public void Answers_TheSame_HoweverFactsAreOrdered() => Gen.Select(Examples, Gen.Int[1, 20]).Sample((facts, turn) =>
    {
        var turned = facts.Skip(turn % facts.Length).Concat(facts.Take(turn % facts.Length)).Reverse();
        Evaluate(FactSet.Create(turned)).Select(static r => r.Status)
            .ShouldBe(Evaluate(FactSet.Create(facts)).Select(static r => r.Status));
    });

    [Fact]
    public void Holds_OnlyByYoungFacts() => Examples.Sample(facts =>
    {
        foreach (var decided in Evaluate(FactSet.Create(facts))
            .SelectMany(static r => r.Requirements)
            .Where(static r => r.Status == ControlStatus.Holds))
        {
            decided.Facts.ShouldNotBeEmpty();
            decided.Facts.ShouldAllBe(f => f.Time >= Now - decided.Requirement.MaxAge && f.Time <= Now.AddMinutes(5));
        }
    });

    [Fact]
    public void Decides_Everything_ThatShips()
    {
        var results = ControlEvaluator.Evaluate(Shipped.Controls, FactSet.Create([]), Now);

        results.Count.ShouldBe(Shipped.Controls.Count);
        results.ShouldAllBe(static r => r.Status == ControlStatus.Unknown);
    }

    private static IReadOnlyList<ControlResult> Evaluate(FactSet facts) => ControlEvaluator.Evaluate(Controls, facts, Now);

    private static ControlStatus Status(string control, params Fact[] facts) => Result(control, facts).Status;

    private static string Reason(string control, params Fact[] facts) => Result(control, facts).Requirements[0].Reason;

    private static ControlResult Result(string control, Fact[] facts) =>
        Evaluate(FactSet.Create([Verified, Head, Policy, .. facts])).Single(r => r.Control.Id == control);

    private static Fact Drill(string outcome, int hours) =>
        Entry(AuditKinds.DrillEnded, hours, new() { ["drill"] = "rollback", ["outcome"] = outcome });

    private static Fact Rotation(string credential) => Entry(AuditKinds.RotationVerified, 20, new() { ["credential"] = credential });

    private static Fact Unscanned(int hours) => Entry(AuditKinds.GuardUnscanned, hours, []);

    private static Fact Tier(string id, string days) =>
        new() { Kind = FactKinds.Tier, Subject = id, Time = Now, Values = new Dictionary<string, string> { ["days"] = days } };

    private static Fact Entry(string kind, int hours, Dictionary<string, string> values) =>
        new() { Kind = kind, Time = Now.AddHours(-hours), Entry = 10_000 - hours, Values = values };

    private static TimeSpan Days(int days) => TimeSpan.FromDays(days);

    private static Control Control(string id, params Requirement[] requirements) => new()
    {
        Id = id,
        Question = ControlQuestion.Misbehave,
        Practice = "drills",
        Statement = "It is so.",
        Frameworks = [],
        DecidedBy = requirements,
    };
}
