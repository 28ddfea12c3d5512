using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Passes over all cases that have not ended. Any number of hosts may run it at once: every change is one conditional write.
/// </summary>
public sealed class CaseSweep(
    CaseQueries lists, CaseProgress progress, ChangeSignal<CaseRecord> signal, IDocumentStore documents, TimeProvider clock,
    ILogger<CaseSweep> logger)
{
    /// <summary>Ends when a case has changed in this process: there may be something to do before the next pass is due.</summary>
    public Task Changed => signal.Next;

    /// <summary>One pass over all cases that have not ended. A case that fails does not keep the others waiting.</summary>
    public async Task<QueueLoad> RunAsync(CancellationToken cancellationToken)
    {
        var count = new QueueLoadCounter(clock.GetUtcNow());
        await foreach (var value in lists.AllAsync(false, null, cancellationToken))
        {
            var now = value;
            try
            {
                now = await progress.AdvanceAsync(value, cancellationToken);
            }
#pragma warning disable CA1031 // One case's failure must not keep the others.
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                ReviewLog.SweepFailed(logger, value.Case.Id, failure.GetType().Name);
            }

            count.AddLive(now.Case);
        }

        ReviewTelemetry.Observe(count.Load);
        await NotifyListenersAsync(count.Load, cancellationToken);
        return count.Load;
    }

    /// <summary>Tells gateways, which may not read cases, how busy the reviewers are; only when it matters to them.</summary>
    private async ValueTask NotifyListenersAsync(QueueLoad load, CancellationToken cancellationToken)
    {
        var told = await documents.GetAsync(CaseEffects.Releases, Sampling.LoadKey, cancellationToken);
        var before = told is null ? null : JsonSerializer.Deserialize(told.Body.Span, CaseJson.Default.QueueLoad);
        if (before is not null && before.Holds == load.Holds && before.Samples == load.Samples)
        {
            return;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(load, CaseJson.Default.QueueLoad);
        _ = told is null
            ? await documents.CreateAsync(CaseEffects.Releases, Sampling.LoadKey, body, null, cancellationToken)
            : await documents.ReplaceAsync(CaseEffects.Releases, Sampling.LoadKey, body, told.Version, null, cancellationToken);
    }
}
