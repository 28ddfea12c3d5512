using System.Text.Json.Serialization;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Releases approved content to the caller it was held from, and to nobody else: exactly that content, once. Where the
/// connection breaks, the same caller gets the same bytes again for <see cref="ReviewTimings.RefetchWindow"/>. Thread-safe.
/// </summary>
public sealed class CaseReleases(
    CaseStore store, CaseContentStore contents, CaseOutbox settling, CaseVotes votes, CaseDelivery delivery,
    ChangeSignal<CaseRecord> signal, ReviewTimings times, TimeProvider clock)
{
    private const int Attempts = 5;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>As <see cref="TakeAsync"/>, waiting up to <paramref name="wait"/> for a decision.</summary>
    public async ValueTask<ReleaseResult> WaitAsync(
        string id, string caller, string application, TimeSpan wait, CancellationToken cancellationToken)
    {
        var end = clock.GetUtcNow() + wait;
        while (true)
        {
            var next = signal.Next;
            var answer = await TakeAsync(id, caller, application, cancellationToken);
            var left = end - clock.GetUtcNow();
            if (answer is not ReleaseResult.Pending || left <= TimeSpan.Zero)
            {
                return answer;
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(next, Task.Delay(left < Look ? left : Look, clock, stop.Token));
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// The release for this caller now. The entry that records it is durable before this returns. Throws
    /// <see cref="StoreUnavailableException"/> when a store is down, and <see cref="System.Security.Cryptography.CryptographicException"/>
    /// when the content was altered: it is then not released.
    /// </summary>
    public async ValueTask<ReleaseResult> TakeAsync(string id, string caller, string application, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } found || !IsFor(found.Case, caller, application))
            {
                return new ReleaseResult.Unknown();
            }

            if (await TryAsync(found, cancellationToken) is { } answer)
            {
                return answer;
            }
        }

        throw new StoreUnavailableException("The case's document is contended.");
    }

    private static bool IsFor(CaseRecord value, string caller, string application) =>
        value.IsReleasable
        && string.Equals(value.Caller, caller, StringComparison.Ordinal)
        && string.Equals(value.Application, application, StringComparison.Ordinal);

    /// <summary>Null when somebody else changed the case meanwhile.</summary>
    private async ValueTask<ReleaseResult?> TryAsync(VersionedCase found, CancellationToken cancellationToken)
    {
        var (value, now) = (found.Case, clock.GetUtcNow());
        switch (value.State)
        {
            case CaseState.Open or CaseState.Claimed:
                return new ReleaseResult.Pending(value);
            case CaseState.Denied:
                return new ReleaseResult.Never(value, "denied");
            case CaseState.Expired:
            case CaseState.Approved or CaseState.Edited when value.Approval is not { } approval
                || approval.Expires <= now
                || approval.ContentMac != (value.Content?.Mac ?? ""):
                return new ReleaseResult.Never(value, "expired");
            case CaseState.Released when value.Kind == CaseKind.Input || now >= value.Released + times.RefetchWindow:
                return new ReleaseResult.Never(value, "released_already");
            case CaseState.Approved or CaseState.Edited when value.Kind == CaseKind.Input:
                return value.EffectsApplied == value.Journal.Count ? new ReleaseResult.SendAgain(value) : new ReleaseResult.Pending(value);
        }

        if (value.EntriesWritten < value.Journal.Count)
        {
            if (value.State != CaseState.Released && now - value.Journal[^1].Time < times.Settle)
            {
                return new ReleaseResult.Pending(value);
            }

            // Nothing leaves before the log has the decision; its writer should have appended it by now.
            found = await settling.WriteEntriesAsync(found, cancellationToken);
            value = found.Case;
        }

        if (await votes.HoldAsync(value, cancellationToken) is not true and var held)
        {
            return held is null ? null : new ReleaseResult.Never(value, "altered");
        }

        if (await contents.ReadAsync(
            value, value.Caller!, value.State == CaseState.Released ? "release-again" : "release", cancellationToken) is not { } bytes)
        {
            return new ReleaseResult.Never(value, "content_gone");
        }

        return await delivery.ReleaseAsync(found, CaseContent.FromBytes(bytes.Span), cancellationToken);
    }
}

/// <summary>That a held request may be sent again: what the gateway may read of an approved input case.</summary>
public sealed record ReleaseTicket(
    [property: JsonPropertyName("case")] string Case,
    [property: JsonPropertyName("application")] string Application,
    [property: JsonPropertyName("caller")] string Caller,
    [property: JsonPropertyName("requestMac")] string RequestMac,
    [property: JsonPropertyName("reasons")] IReadOnlyList<string> Reasons,
    [property: JsonPropertyName("policyRevision")] string? PolicyRevision,
    [property: JsonPropertyName("expires")] DateTimeOffset Expires,
    [property: JsonPropertyName("signature")] string? Signature = null);
