using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// The consequences of a step, after it is durable: its entry at once, its effects in the sweep. Both are counted in the case, so
/// that whatever a crash left out is done later; each happens at least once.
/// </summary>
public sealed class CaseOutbox(
    CaseStore store, IAuditLog audit, CaseEffects effects, IPolicySource policies, ChangeSignal<CaseRecord> signal, ReviewTimings times,
    TimeProvider clock, ILogger<CaseOutbox> logger)
{
    /// <summary>
    /// The entries of steps that are not in the log yet: what a reviewer or a caller waits for. Throws what the audit log or
    /// the store throws.
    /// </summary>
    public async ValueTask<VersionedCase> WriteEntriesAsync(VersionedCase value, CancellationToken cancellationToken)
    {
        var record = value.Case;
        if (record.EntriesWritten == record.Journal.Count)
        {
            return value;
        }

        foreach (var step in record.Journal.Skip(record.EntriesWritten))
        {
            await audit.AppendAsync(CaseEntries.Of(record, step), cancellationToken);
            ReviewTelemetry.Stepped(record, step);
        }

        return await WriteAsync(value, record with { EntriesWritten = record.Journal.Count }, cancellationToken);
    }

    /// <summary>Entries, then effects, then where an ended case stays. An effect that fails is put off.</summary>
    public async ValueTask<VersionedCase> ApplyEffectsAsync(VersionedCase value, CancellationToken cancellationToken)
    {
        value = await WriteEntriesAsync(value, cancellationToken);
        var record = value.Case;
        if (record.EntriesWritten == record.Journal.Count && record.EffectsApplied < record.Journal.Count)
        {
            value = await WriteAsync(value, await EffectAsync(record, cancellationToken), cancellationToken);
            record = value.Case;
        }

        if (record.HasEnded && record.EffectsApplied == record.Journal.Count)
        {
            await store.EndAsync(value, clock.GetUtcNow() + KeptFor(record), cancellationToken);
            return await store.FindAsync(record.Id, cancellationToken) ?? value;
        }

        return value;
    }

    private async ValueTask<VersionedCase> WriteAsync(VersionedCase value, CaseRecord next, CancellationToken cancellationToken)
    {
        // Null: somebody else writes the case, and they or the sweep settle it.
        var written = await store.ReplaceAsync(next, value, cancellationToken)
            ?? await store.FindAsync(next.Id, cancellationToken)
            ?? value;
        signal.Notify();
        return written;
    }

    private async ValueTask<CaseRecord> EffectAsync(CaseRecord record, CancellationToken cancellationToken)
    {
        while (record.EffectsApplied < record.Journal.Count)
        {
            try
            {
                await effects.ApplyAsync(record, record.Journal[record.EffectsApplied], cancellationToken);
            }
#pragma warning disable CA1031 // A listener may throw anything; it is asked again, and the steps that are entered stay so.
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                ReviewLog.EffectFailed(logger, record.Id, record.Attempts + 1, failure.GetType().Name);
                if (record.Attempts + 1 < times.MaxAttempts)
                {
                    return record with
                    {
                        Attempts = record.Attempts + 1,
                        NotBefore = clock.GetUtcNow() + times.Backoff.After(record.Attempts + 1)
                    };
                }

                await effects.AbandonAsync(record, cancellationToken);
            }

            record = record with { EffectsApplied = record.EffectsApplied + 1, Attempts = 0, NotBefore = null };
        }

        return record;
    }

    private TimeSpan KeptFor(CaseRecord value) =>
        value.Tier is not null && policies.Current.Tiers.TryGetValue(value.Tier, out var tier) ? tier.Retain.Content : times.Retention;
}
