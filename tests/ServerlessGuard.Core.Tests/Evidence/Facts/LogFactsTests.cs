using CsCheck;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Tests.Evidence.Facts;

public sealed class LogFactsTests
{
    private static readonly Requirement[] Requirements = [.. Shipped.Controls.SelectMany(static c => c.DecidedBy)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryEntryKept_HasItsIndex_AndAProofThatHolds()
    {
        var bed = new EvidenceHarness().WithAMonth();
        var reading = await ReadAsync(bed);

        reading.Entries.ShouldNotBeEmpty();
        foreach (var entry in reading.Entries)
        {
            entry.Proof.Proves(entry.Bytes.Span, EvidenceHarness.Key).ShouldBeTrue();
            reading.Facts.ShouldContain(f => f.Entry == entry.Index);
        }

        var days = reading.Facts.Where(static f => f.Kind == FactKinds.LogDay).ToList();
        days.Count.ShouldBe(30);
        reading.Facts.Single(static f => f.Kind == FactKinds.LogCounted).Values[AuditKinds.DrillEnded].ShouldBe("8");
        reading.Facts.Single(static f => f.Kind == FactKinds.LogCheckpoint).Time.ShouldBe(EvidenceHarness.Now.AddHours(-1));
    }

    /// <summary>The selector drops only entries that decide nothing: the kept ones give the same statuses as all.</summary>
    [Fact]
    public void WhatIsKept_Decides_AsAllWould()
    {
        var entry =
            from kind in Gens.Any(
                AuditKinds.DrillEnded, AuditKinds.RotationVerified, AuditKinds.GuardUnscanned, AuditKinds.InteractionClosed,
                AuditKinds.CallerRefused, AuditKinds.HostStarted)
            from hours in Gen.Int[0, 24 * 70]
            from drill in Gens.Any("rollback", "revocation", "incident")
            from outcome in Gens.Any("passed", "passed", "failed")
            from credential in Gens.Any("claims-key", "demo-key", "other")
            select new AuditEntry
            {
                Kind = kind,
                Time = EvidenceHarness.Now.AddHours(-hours),
                Actor = "guard",
                Facts = new Dictionary<string, string>
                {
                    ["drill"] = drill,
                    ["outcome"] = outcome,
                    ["mode"] = "full",
                    ["scheduled"] = "true",
                    ["seconds_to_restore"] = "2",
                    ["credential"] = credential
                },
            };
        Fact[] around =
        [
            new()
            {
                Kind = FactKinds.Policy,
                Time = EvidenceHarness.Now,
                Values = new Dictionary<string, string> { ["credentials"] = "claims-key,demo-key" }
            },
            new()
            {
                Kind = FactKinds.LogVerified,
                Time = EvidenceHarness.Now,
                Values = new Dictionary<string, string> { ["intact"] = "yes" }
            },
            new() { Kind = FactKinds.LogCheckpoint, Time = EvidenceHarness.Now },
        ];
        entry.Array[0, 60].Sample(entries =>
        {
            var selector = new EvidenceEntrySelector(Requirements, around[0]);
            for (var i = 0; i < entries.Length; i++)
            {
                selector.Add(i, AuditEntryEncoding.Encode(entries[i], "w1", i, AuditEntryEncoding.Genesis));
            }

            var all = ControlEvaluator.Evaluate(
                Shipped.Controls, FactSet.Create([.. around, .. entries.Select(static (e, i) => EntryFact.Of(i, e))]), EvidenceHarness.Now);
            var kept = ControlEvaluator.Evaluate(
                Shipped.Controls, FactSet.Create([.. around, .. selector.Entries.Select(static k => k.Fact)]), EvidenceHarness.Now);
            kept.Select(static r => (r.Control.Id, r.Status)).ShouldBe(all.Select(static r => (r.Control.Id, r.Status)));
        });
    }

    [Fact]
    public void WhatIsKept_DoesNotGrowWithTheLog()
    {
        var selector = new EvidenceEntrySelector(Requirements, null);
        for (var i = 0; i < 5_000; i++)
        {
            var drill = new AuditEntry
            {
                Kind = AuditKinds.DrillEnded,
                Time = EvidenceHarness.Now.AddHours(i),
                Actor = "guard",
                Facts = new Dictionary<string, string> { ["drill"] = $"d{i}", ["outcome"] = "passed" }
            };
            selector.Add(2 * i, AuditEntryEncoding.Encode(drill, "w1", 2 * i, AuditEntryEncoding.Genesis));
            var closed = new AuditEntry
            {
                Kind = AuditKinds.InteractionClosed,
                Time = EvidenceHarness.Now.AddDays(i),
                Actor = "guard",
                Verdict = "allow"
            };
            selector.Add((2 * i) + 1, AuditEntryEncoding.Encode(closed, "w1", (2 * i) + 1, AuditEntryEncoding.Genesis));
        }

        selector.Entries.Count().ShouldBeLessThan(EvidenceEntrySelector.MostShown + Requirements.Length);
        selector.Sums(EvidenceHarness.Now).Count().ShouldBe(EvidenceEntrySelector.MostDays + 1);
    }

    [Fact]
    public void AnEntrysFact_CannotPassForAMember()
    {
        var entry = new AuditEntry
        {
            Kind = AuditKinds.ToolCallEvaluated,
            Time = EvidenceHarness.Now,
            Actor = "key:demo",
            Facts = new Dictionary<string, string> { ["verdict"] = "allow", ["actor"] = "guard", ["tool"] = "t" }
        };
        var fact = EntryFact.Of(1, entry);

        fact.Values.ShouldNotContainKey("verdict");
        fact.Values["actor"].ShouldBe("key:demo");
        fact.Values["tool"].ShouldBe("t");
    }

    [Fact]
    public async Task ALogThatDoesNotAnswer_GivesNoFacts()
    {
        var bed = new EvidenceHarness().WithAMonth();
        await bed.MakerAsync();
        await bed.Bed.Blobs.DeleteAsync("log/tile/entries/000.p/" + EvidenceHarness.Number(251), Cancel);

        var reading = await new LogFacts(bed.Bed.Source, EvidenceHarness.Key).ReadAsync(Requirements, null, EvidenceHarness.Now, Cancel);
        reading.Facts.ShouldHaveSingleItem().Values["intact"].ShouldBe("no");
    }

    private static async Task<LogFactsResult> ReadAsync(EvidenceHarness bed)
    {
        await bed.MakerAsync();
        return await new LogFacts(bed.Bed.Source, EvidenceHarness.Key).ReadAsync(Requirements, null, EvidenceHarness.Now, Cancel);
    }
}
