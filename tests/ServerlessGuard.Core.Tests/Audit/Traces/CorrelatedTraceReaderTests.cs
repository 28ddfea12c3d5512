using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Traces;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Tests.Audit.Traces;

public sealed class CorrelatedTraceReaderTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Revision = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_ThePolicy_TheDeployment_TheSteps_AcrossApplications()
    {
        var bed = await BedAsync(
            Entry(AuditKinds.PolicyLoaded, null) with { PolicyRevision = Revision },
            Entry(AuditKinds.DeploymentObserved, null, ("model", "claims-ft"), ("revision", "r1")),
            Entry(AuditKinds.DeploymentObserved, null, ("model", "claims-ft"), ("revision", "r2")),
            Entry(AuditKinds.DeploymentObserved, null, ("model", "other"), ("revision", "r9")),
            Opened("stranger"),
            Opened("first", ("trace", Trace)),
            Entry(AuditKinds.ToolCallEvaluated, "first", ("tool", "crm.lookup")),
            Opened("second", ("parent", "first")),
            Entry(AuditKinds.InteractionClosed, "first"),
            Entry(AuditKinds.OutputReported, "third", ("trace", Trace)),
            Entry(AuditKinds.CaseDecided, "first") with { Actor = "user:rita" },
            Entry(AuditKinds.DeploymentObserved, null, ("model", "claims-ft"), ("revision", "r3")));

        foreach (var subject in (string[])["first", "second", "third", Trace, $"00-{Trace}-00f067aa0ba902b7-01"])
        {
            var trace = await new CorrelatedTraceReader(bed.Source, LogHarness.Signer.Key).ReadAsync(subject, Cancel);

            trace.Interactions.Select(static i => i.Id).ShouldBe(["first", "second", "third"], ignoreOrder: true, subject);
            trace.Entries.Select(static s => s.Entry.Entry.Kind).ShouldBe(
                [
                    AuditKinds.InteractionOpened, AuditKinds.ToolCallEvaluated, AuditKinds.InteractionOpened, AuditKinds.InteractionClosed,
                    AuditKinds.OutputReported, AuditKinds.CaseDecided
                ], subject);
            trace.RelatedEvents.Select(static s => s.Entry.Entry.Kind).ShouldBe([AuditKinds.PolicyLoaded, AuditKinds.DeploymentObserved]);
            trace.RelatedEvents[1].Entry.Entry.Facts["revision"].ShouldBe("r2");
            trace.IsCut.ShouldBeFalse();
            foreach (var step in trace.Entries.Concat(trace.RelatedEvents))
            {
                step.Proof.Proves(step.Bytes.Span, LogHarness.Signer.Key).ShouldBeTrue();
            }
        }

        var asked = await new CorrelatedTraceReader(bed.Source, LogHarness.Signer.Key).ReadAsync("first", Cancel);
        asked.Interactions.ToDictionary(static i => i.Id, static i => i.Correlation).ShouldBe(
            new Dictionary<string, TraceCorrelation>
            {
                ["first"] = TraceCorrelation.Requested,
                ["second"] = TraceCorrelation.Permission,
                ["third"] = TraceCorrelation.Trace
            }, ignoreOrder: true);
    }

    [Fact]
    public async Task Json_ProvesEachStep_WithNothingElse()
    {
        var bed = await BedAsync(Opened("first", ("note", "q\"é\u0001")), Entry(AuditKinds.InteractionClosed, "first"));
        var trace = await new CorrelatedTraceReader(bed.Source, LogHarness.Signer.Key).ReadAsync("first", Cancel);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            TraceJson.Write(json, trace);
            json.WriteEndObject();
        }

        var steps = JsonElement.Parse(buffer.WrittenSpan).GetProperty("entries").EnumerateArray().ToArray();
        steps.Length.ShouldBe(2);
        foreach (var step in steps)
        {
            var proof = TlogProof.Parse(Encoding.UTF8.GetBytes(step.GetProperty("proof").GetString()!))!;
            proof.Proves(Encoding.UTF8.GetBytes(step.GetProperty("entry").GetString()!), LogHarness.Signer.Key).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Throws_WhenAnEntryIsNotTheOneThatWasSigned()
    {
        var bed = await BedAsync(Opened("first"), Opened("second"));
        var bundle = await bed.ReadAsync("tile/entries/000.p/2");
        var at = Encoding.UTF8.GetString(bundle).IndexOf("key:demo", StringComparison.Ordinal);
        bundle[at] = (byte)'K';
        await bed.PutAsync("tile/entries/000.p/2", bundle);

        await Should.ThrowAsync<StoreUnavailableException>(
            async () => await new CorrelatedTraceReader(bed.Source, LogHarness.Signer.Key).ReadAsync("first", Cancel));
        await Should.ThrowAsync<StoreUnavailableException>(
            async () => await new CorrelatedTraceReader(bed.Source, LogHarness.WitnessSigner.Key).ReadAsync("first", Cancel));
    }

    /// <summary>Any graph of joins in any order of entries: a trace tells a whole component of it, and nothing else.</summary>
    [Fact]
    public async Task Tells_TheWholeComponent_WhateverTheOrder()
    {
        var graphs = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 11]).Array[1, 10];
        await graphs.SampleAsync(
            async joins =>
            {
                // Interaction n has an opening entry; each join gives one more, to a parent (below 8) or a trace.
                var entries = joins.Select(static join => join.Item2 < 8
                    ? Opened(Name(join.Item1), ("parent", Name(join.Item2)))
                    : Opened(Name(join.Item1), ("trace", TraceOf(join.Item2)))).ToList();
                var known = joins.Select(static j => j.Item1).ToHashSet();
                var start = joins[0].Item1;
                var bed = await BedAsync([.. entries]);

                var reached = new HashSet<string> { Name(start) };
                for (var round = 0; round < 20; round++)
                {
                    foreach (var (from, to) in joins)
                    {
                        var (a, b) = (Name(from), to < 8 ? Name(to) : TraceOf(to));
                        if (reached.Contains(a) || reached.Contains(b))
                        {
                            reached.Add(a);
                            reached.Add(b);
                        }
                    }
                }

                var trace = await new CorrelatedTraceReader(bed.Source, LogHarness.Signer.Key)
                    .ReadAsync(Name(start), CancellationToken.None);
                if (!trace.IsCut)
                {
                    trace.Interactions.Select(static i => i.Id)
                        .ToHashSet()
                        .SetEquals(reached.Where(r => r.StartsWith('i') && known.Contains(r[1] - '0')))
                        .ShouldBeTrue();
                }
            },
            iter: 200);
    }

    private static string Name(int number) => "i" + number.ToString(CultureInfo.InvariantCulture);

    private static string TraceOf(int number) => new((char)('0' + number - 8 + 1), 32);

    private static AuditEntry Opened(string id, params (string Name, string Value)[] facts) =>
        Entry(AuditKinds.InteractionOpened, id, [("model", "claims-ft"), .. facts]) with { PolicyRevision = Revision };

    private static AuditEntry Entry(string kind, string? id, params (string Name, string Value)[] facts) => new()
    {
        Kind = kind,
        Actor = "key:demo",
        Interaction = id,
        Time = DateTimeOffset.UnixEpoch,
        Facts = facts.ToDictionary(static f => f.Name, static f => f.Value),
    };

    private static async Task<LogHarness> BedAsync(params AuditEntry[] entries)
    {
        var bed = new LogHarness();
        var frames = new List<ReadOnlyMemory<byte>>();
        var last = AuditEntryEncoding.Genesis;
        foreach (var entry in entries)
        {
            var bytes = AuditEntryEncoding.Encode(
                entry with { Time = DateTimeOffset.UnixEpoch.AddSeconds(frames.Count) }, "w", frames.Count, last);
            last = AuditEntryEncoding.Hash(bytes);
            frames.Add(bytes);
        }

        await bed.AppendAsync("w", frames);
        await bed.SequenceAsync();
        return bed;
    }
}
