using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Redaction.Ingestion;

/// <summary>
/// Brings a file of the inbox to <c>clean/</c>, redacted, or to <c>quarantine/</c> with what was found. Works in stretches:
/// after each, its blocks are staged and then the journal says so, and a run that was killed anywhere continues behind the
/// last one. Nobody sees a part of an output. Plain text is one stretch, since findings may span lines. One version of a
/// file has one result, however often it is requested; two workers stage the same blocks and the journal lets one continue.
/// </summary>
public sealed class FileIngestion(
    IStagedBlobStore staged, IBlobStore blobs, IDocumentStore documents, IAuditLog audit, IPolicySource policies, IEntropy entropy,
    TimeProvider clock, IngestionOptions options)
{
    public const string Inbox = "inbox/";
    public const string Clean = "clean/";
    public const string Quarantine = "quarantine/";
    public const string FindingsSuffix = ".findings.json";

    private const string Partition = "inbox";

    private static readonly Redactor Redactor = new(
        GuardScanner.Default.For(FindingCategory.Personal, FindingCategory.Secret, FindingCategory.Injection));

    /// <param name="name">Below <see cref="Inbox"/>.</param>
    /// <exception cref="StoreUnavailableException">A store is down, or another worker has the file. Try again later.</exception>
    public async Task<IngestionResult> RunAsync(string name, CancellationToken cancellationToken)
    {
        StoreNames.RequireBlobName(Inbox + name);
        if (await staged.FindAsync(Inbox + name, cancellationToken) is not { } source)
        {
            return IngestionResult.Gone;
        }

        var upload = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{source.Version}")))[..40];
        var run = new Journalled(documents, upload, clock.GetUtcNow() + options.Remembered);
        var state = await run.LoadAsync(cancellationToken) ?? new IngestionState { Name = name, Version = source.Version };
        while (!state.IsFinished)
        {
            try
            {
                if (!await CopyAsync(run, state, source, upload, cancellationToken))
                {
                    return IngestionResult.Gone;
                }
            }
            catch (InvalidDataException)
            {
                await run.SaveAsync(Restarted(state) with { Unreadable = "encoding" }, cancellationToken);
            }

            state = run.Current;
        }

        return state.IsQuarantined ? IngestionResult.Quarantined : IngestionResult.Clean;
    }

    /// <summary>From the beginning, for the quarantine.</summary>
    private static IngestionState Restarted(IngestionState state) =>
        new() { Name = state.Name, Version = state.Version, IsQuarantined = true };

    /// <summary>False when the source changed meanwhile. The journal holds the result.</summary>
    private async Task<bool> CopyAsync(
        Journalled run, IngestionState state, BlobVersion source, string upload, CancellationToken cancellationToken)
    {
        var form = IngestionPlan.FormOf(state.Name);
        var target = (state.IsQuarantined ? Quarantine : Clean) + state.Name;
        if (state.Unreadable is null && state.Done < source.Length)
        {
            await using var stream = await staged.OpenReadAsync(Inbox + state.Name, source.Version, state.Done, cancellationToken);
            if (stream is null)
            {
                return false;
            }

            var plan = IngestionPlan.For(policies.Current, state.Name);
            var stretches = form == TextForm.JsonLines ? new LineChunks(stream, options) : null;
            for (var taken = 0; state.Done < source.Length;)
            {
                var piece = stretches is null ? default(ReadOnlyMemory<byte>) : await stretches.NextAsync(taken, cancellationToken);
                if (piece is not { } lines)
                {
                    await run.SaveAsync(Restarted(state) with { Unreadable = "line" }, cancellationToken);
                    return true;
                }

                taken = lines.Length;
                await using var input = stretches is null ? stream : new MemoryStream(lines.ToArray(), writable: false);
                await using var output = new StagingStream(staged, target, upload, state.Blocks, options.BlockBytes);
                var summary = await TextRedaction.RunAsync(
                    input, output, Redactor, plan, TokenSession.Ephemeral(entropy), new TextOptions { Form = form }, cancellationToken);
                await output.CompleteAsync(cancellationToken);
                if (summary.BytesRead == 0)
                {
                    throw new StoreUnavailableException("A file of the inbox ended before its length.");
                }

                state = !state.IsQuarantined && IngestionPlan.Quarantines(summary.Strictest)
                    ? Restarted(state)
                    : state.With(summary, summary.BytesRead, output.Blocks);
                await run.SaveAsync(state, cancellationToken);
                if (state.Done == 0)
                {
                    return true;
                }
            }
        }

        await FinishAsync(run, state, source, target, upload, cancellationToken);
        return true;
    }

    private async Task FinishAsync(
        Journalled run, IngestionState state, BlobVersion source, string target, string upload, CancellationToken cancellationToken)
    {
        // First the entry: no output is there that the log does not know of. A crash here repeats it.
        await audit.AppendAsync(EntryFor(state, source), cancellationToken);
        if (state.IsQuarantined)
        {
            using var findings = new MemoryStream(FindingsOf(state, source));
            await blobs.PutAsync(target + FindingsSuffix, findings, cancellationToken);
        }

        if (state.Unreadable is null && !await staged.CommitAsync(target, upload, state.Blocks, cancellationToken))
        {
            // Staged blocks are kept for a week; this file lay longer.
            await run.SaveAsync(
                new IngestionState { Name = state.Name, Version = state.Version, IsQuarantined = state.IsQuarantined }, cancellationToken);
            return;
        }

        await run.SaveAsync(state with { IsFinished = true }, cancellationToken);
    }

    private AuditEntry EntryFor(IngestionState state, BlobVersion source) => new()
    {
        Kind = state.IsQuarantined ? AuditKinds.FileQuarantined : AuditKinds.FileRedacted,
        Time = clock.GetUtcNow(),
        Actor = Actors.Guard,
        PolicyRevision = policies.Current.RevisionId,
        Findings = state.Counts.ToDictionary(static c => c.Key, static c => (int)Math.Min(c.Value, int.MaxValue)),
        Facts = FactsOf(state, source),
    };

    private static Dictionary<string, string> FactsOf(IngestionState state, BlobVersion source)
    {
        var facts = new Dictionary<string, string>
        {
            ["file"] = state.Name,
            ["version"] = state.Version,
            ["bytes"] = source.Length.ToString(CultureInfo.InvariantCulture),
        };
        if (state.Masked > 0)
        {
            facts["masked"] = state.Masked.ToString(CultureInfo.InvariantCulture);
        }

        return facts;
    }

    private static byte[] FindingsOf(IngestionState state, BlobVersion source) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new QuarantineReport(state.Name, state.Version, source.Length, state.Unreadable, state.Counts, state.InvalidLines),
            IngestionJson.Default.QuarantineReport);

    /// <summary>The journal of one run; a worker that loses its document stops.</summary>
    private sealed class Journalled(IDocumentStore documents, string key, DateTimeOffset expires)
    {
        private string? _version;

        public IngestionState Current { get; private set; } = null!;

        public async ValueTask<IngestionState?> LoadAsync(CancellationToken cancellationToken)
        {
            if (await documents.GetAsync(Partition, key, cancellationToken) is not { } document)
            {
                return null;
            }

            _version = document.Version;
            return Current = IngestionState.Read(document.Body)!;
        }

        public async ValueTask SaveAsync(IngestionState state, CancellationToken cancellationToken)
        {
            var saved = _version is null
                ? await documents.CreateAsync(Partition, key, state.ToUtf8(), expires, cancellationToken)
                : await documents.ReplaceAsync(Partition, key, state.ToUtf8(), _version, expires, cancellationToken);
            _version = saved?.Version ?? throw new StoreUnavailableException("Another worker has this file of the inbox.");
            Current = state;
        }
    }
}

/// <summary>The outcome of a file.</summary>
public enum IngestionResult
{
    /// <summary>It is no longer there, or changed while it was worked on: its own event comes.</summary>
    Gone,

    Clean,

    Quarantined,
}
