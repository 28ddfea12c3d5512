using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Opens cases. It only adds: who opens cases may neither read nor change them. The entry comes first, so that no case
/// stands that the log does not know.
/// </summary>
internal sealed class Cases(
    CaseStore store, CaseContentStore contents, ReviewFingerprints marks, IAuditLog audit, IPolicySource policies, ReviewTimings times,
    TimeProvider clock) : ICaseOpener
{
    private const int LongestId = 200;
    private const int MostReasons = 50;

    public async ValueTask<bool> OpenAsync(NewCase value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        StoreNames.RequireDocumentName(value.Id);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Id.Length, LongestId);

        // A gateway's id is fresh, and a gateway may not read cases; others open theirs again and again.
        if (!value.IsFresh && await store.FindAsync(value.Id, cancellationToken) is not null)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var tier = value.Tier is null ? null : policies.Current.Tiers.GetValueOrDefault(value.Tier);
        var content = value.Content.IsEmpty
            ? null
            : await contents.SealAsync(value.Id, value.Content, now + (tier?.Retain ?? new RetentionPolicy()).Content, cancellationToken);
        var opened = await RecordAsync(value, tier, content, now, cancellationToken);
        await audit.AppendAsync(CaseEntries.Of(opened, opened.Journal[0]), cancellationToken);
        if (!await store.CreateAsync(opened, cancellationToken))
        {
            return false;
        }

        ReviewTelemetry.Stepped(opened, opened.Journal[0]);
        return true;
    }

    private async ValueTask<CaseRecord> RecordAsync(
        NewCase value, TierPolicy? tier, SealedContent? content, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var review = tier?.Review;
        return new CaseRecord
        {
            Id = value.Id,
            Kind = value.Kind,
            IsSample = value.IsSample,
            Subject = value.Subject,
            Application = value.Application,
            Tier = value.Tier,
            Caller = value.Caller,
            Interaction = value.Interaction,
            PolicyRevision = value.PolicyRevision,
            Reasons = [.. value.Reasons.Take(MostReasons)],
            Risk = value.Risk,
            State = CaseState.Open,
            Opened = now,
            Due = now + (value.DecideWithin ?? (value.IsSample ? times.Sample : review?.Sla ?? times.Operation)),
            AllowsOnTimeout = review?.OnTimeout == GuardAction.Allow && !value.IsSample,
            FourEyes = review?.FourEyes == true,
            Engine = value.IsSample ? null : review?.Engine,
            Content = content,
            RequestMac = value.Request.IsEmpty
                ? null
                : await marks.OfAsync("request", $"{value.Application}\n{value.Caller}", value.Request, cancellationToken),
            Journal = [new CaseEvent(CaseEventKind.Opened, CaseState.Open, Actors.Guard, now)],
            EntriesWritten = 1,
            EffectsApplied = 1,
        };
    }
}

/// <summary>Opens cases for the rest of the guard.</summary>
public interface ICaseOpener
{
    /// <summary>
    /// Opens the case; false when one with its id exists already, which is then left as it is. Throws
    /// <see cref="Ports.StoreUnavailableException"/> when it could not be made durable: whatever was to be held stays held.
    /// </summary>
    ValueTask<bool> OpenAsync(NewCase value, CancellationToken cancellationToken);
}
