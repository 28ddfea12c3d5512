using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Traces;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Simulation;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>Traces a leaked secret through the log, with proofs, and compares it with the stored content.</summary>
internal sealed class LeakTrace : IDemoScenario
{
    public string Title => "The trace of a leaked secret, with proofs";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        await context.AskAsync("demo", "What is the deployment key?", stream: true, cancellationToken);
        await context.Log.RunAsync(cancellationToken);
        var source = new DirectoryLogSource(Path.GetDirectoryName(context.Policy.File)!);
        var key = await context.Log.KeyAsync(cancellationToken);
        var (id, size) = await LastClosedAsync(source, key, cancellationToken);
        var trace = await new CorrelatedTraceReader(source, key).ReadAsync(id, cancellationToken);
        var store = context.Services.GetRequiredService<ContentStore>();
        var entries = trace.Entries.Select(static step => step.Entry.Entry).ToArray();
        var checks = await ContentCheck.RunAsync(store, entries, "guard", "demo", cancellationToken);
        var answer = await store.ReadAsync(id, "answer", "guard", "demo", cancellationToken);
        var closed = entries.LastOrDefault(static e => e.Kind == AuditKinds.InteractionClosed);
        return new()
        {
            Tried = $"guard trace {id} --check-content",
            ModelSaw = "",
            ClientGot =
                $"{trace.Entries.Count} steps in a log of {size}: {string.Join(", ", entries.Select(static e => e.Verdict is null ? e.Kind : $"{e.Kind} ({e.Verdict})"))}",
            Checks =
            [
                new(
                    "Its opening and its end are in the log",
                    entries.Any(static e => e.Kind == AuditKinds.InteractionOpened) && closed is not null),
                new(
                    "Every step is proven against the signed head",
                    trace.Entries.Concat(trace.RelatedEvents).All(step => step.Proof.Proves(step.Bytes.Span, key))),
                new(
                    "The trace names the policy",
                    trace.RelatedEvents.Any(step => step.Entry.Entry.PolicyRevision == closed?.PolicyRevision)),
                new("The trace has the finding without its text", closed is { Findings.Count: > 0 }
                    && trace.Entries.All(static step => step.Bytes.Span.IndexOf(Encoding.UTF8.GetBytes(TestSecret.Value)) < 0)),
                new("The stored content matches the log's HMACs", checks.Count > 0 && checks.All(static c => c.Match == ContentMatch.Same)),
                new(
                    "The stored answer lacks the secret",
                    answer is { } kept && kept.Span.IndexOf(Encoding.UTF8.GetBytes(TestSecret.Value)) < 0 && kept.Length > 0),
            ],
        };
    }

    private static async Task<(string Id, long Size)> LastClosedAsync(
        DirectoryLogSource source, NoteKey key, CancellationToken cancellationToken)
    {
        var head = Checkpoint.Open((await source.ReadAsync(LogPaths.Checkpoint, cancellationToken))!.Value.Span, key, out _)!;
        var id = "";
        await foreach (var (_, bytes) in new LogReader(source).EntriesAsync(0, head.Size, cancellationToken))
        {
            id = AuditEntryEncoding.Decode(bytes)?.Entry is { Kind: AuditKinds.InteractionClosed, Interaction: { } closed } ? closed : id;
        }

        return (id, head.Size);
    }
}
