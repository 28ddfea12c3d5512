using System.Globalization;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Hands what was approved to the caller it was held from, and to nobody else: exactly that content, once. Where the
/// connection breaks, the same caller gets the same bytes again for <see cref="ReviewTimes.Again"/>. Thread-safe.
/// </summary>
public sealed class CaseReleases
{
    private const int Attempts = 5;
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly CaseStore _store;
    private readonly CaseContents _contents;
    private readonly CaseSettling _settling;
    private readonly CaseInspection _inspection;
    private readonly CaseTokens _tokens;
    private readonly CaseSignal _signal;
    private readonly IAuditLog _audit;
    private readonly IPolicySource _policies;
    private readonly ReviewTimes _times;
    private readonly TimeProvider _clock;

    internal CaseReleases(CaseStore store, CaseContents contents, CaseSettling settling, CaseInspection inspection, CaseTokens tokens, CaseSignal signal, IAuditLog audit, IPolicySource policies, ReviewTimes times, TimeProvider clock)
    {
        (_store, _contents, _settling, _inspection, _tokens, _signal) = (store, contents, settling, inspection, tokens, signal);
        (_audit, _policies, _times, _clock) = (audit, policies, times, clock);
    }

    /// <summary>As <see cref="TakeAsync"/>, waiting up to <paramref name="wait"/> for a decision.</summary>
    public async ValueTask<ReleaseAnswer> WaitAsync(string id, string caller, string application, TimeSpan wait, CancellationToken cancellationToken)
    {
        var end = _clock.GetUtcNow() + wait;
        while (true)
        {
            var next = _signal.Next;
            var answer = await TakeAsync(id, caller, application, cancellationToken);
            var left = end - _clock.GetUtcNow();
            if (answer is not ReleaseAnswer.Pending || left <= TimeSpan.Zero)
            {
                return answer;
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(next, Task.Delay(left < s_look ? left : s_look, _clock, stop.Token));
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// What there is now for this caller. The entry that says it was released is durable before it is returned. Throws
    /// <see cref="StoreUnavailableException"/> when a store is down, and <see cref="System.Security.Cryptography.CryptographicException"/>
    /// when the content was altered: it is then not released.
    /// </summary>
    public async ValueTask<ReleaseAnswer> TakeAsync(string id, string caller, string application, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await _store.FindAsync(id, cancellationToken) is not { } found || !IsFor(found.Case, caller, application))
            {
                return new ReleaseAnswer.Unknown();
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
    private async ValueTask<ReleaseAnswer?> TryAsync(VersionedCase found, CancellationToken cancellationToken)
    {
        var (value, now) = (found.Case, _clock.GetUtcNow());
        switch (value.State)
        {
            case CaseState.Open or CaseState.Claimed:
                return new ReleaseAnswer.Pending(value);
            case CaseState.Denied:
                return new ReleaseAnswer.Never(value, "denied");
            case CaseState.Expired:
            case CaseState.Approved or CaseState.Edited when value.Approval is not { } approval || approval.Expires <= now || approval.ContentMac != (value.Content?.Mac ?? ""):
                return new ReleaseAnswer.Never(value, "expired");
            case CaseState.Released when value.Kind == CaseKind.Input || now >= value.Released + _times.Again:
                return new ReleaseAnswer.Never(value, "released_already");
            case CaseState.Approved or CaseState.Edited when value.Kind == CaseKind.Input:
                return value.Settled == value.Journal.Count ? new ReleaseAnswer.SendAgain(value) : new ReleaseAnswer.Pending(value);
        }

        if (value.Entered < value.Journal.Count)
        {
            if (value.State != CaseState.Released && now - value.Journal[^1].Time < _times.Settle)
            {
                return new ReleaseAnswer.Pending(value);
            }

            // Nothing leaves before the log says why; whoever decided should have said it by now.
            found = await _settling.EnterAsync(found, cancellationToken);
            value = found.Case;
        }

        if (await _contents.ReadAsync(value, value.Caller!, value.State == CaseState.Released ? "release-again" : "release", cancellationToken) is not { } bytes)
        {
            return new ReleaseAnswer.Never(value, "content_gone");
        }

        return await ReleaseAsync(found, CaseContent.FromBytes(bytes.Span), now, cancellationToken);
    }

    private async ValueTask<ReleaseAnswer?> ReleaseAsync(VersionedCase found, CaseContent content, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (value, policy) = (found.Case, _policies.Current);
        if (value.Approval!.PolicyRevision != policy.RevisionId && await _inspection.StricterAsync(value, content, cancellationToken) is { Count: > 0 })
        {
            if (value.State == CaseState.Released)
            {
                return new ReleaseAnswer.Never(value, "released_already");
            }

            var reopened = await _store.ReplaceAsync(CaseChanges.Reopen(value, now, "policy-stricter"), found.Stored, cancellationToken);
            return reopened is null ? null : new ReleaseAnswer.Pending((await _settling.EnterAsync(reopened, cancellationToken)).Case);
        }

        var answer = (JsonObject)content.Answer!.DeepClone();
        var restored = await _tokens.RestoreAsync(value, content, answer, policy, cancellationToken);
        if (value.State != CaseState.Released)
        {
            if (await _store.ReplaceAsync(CaseChanges.Release(value, value.Caller!, now), found.Stored, cancellationToken) is not { } released)
            {
                return null;
            }

            value = (await _settling.EnterAsync(released, cancellationToken)).Case;
        }

        if (restored > 0)
        {
            await RecordRestoredAsync(value, restored, cancellationToken);
        }

        return new ReleaseAnswer.Released(value, GatewayJson.ToBytes(answer));
    }

    private async ValueTask RecordRestoredAsync(CaseRecord value, int count, CancellationToken cancellationToken) => await _audit.AppendAsync(
        new AuditEntry
        {
            Kind = AuditKinds.TokensRestored,
            Time = _clock.GetUtcNow(),
            Actor = value.Caller!,
            Interaction = value.Interaction,
            Application = value.Application,
            Tier = value.Tier,
            PolicyRevision = _policies.Current.RevisionId,
            Facts = new Dictionary<string, string> { ["count"] = count.ToString(CultureInfo.InvariantCulture), ["place"] = "release", ["case"] = value.Id },
        },
        cancellationToken);
}

/// <summary>That a held request may be sent again: what the gateway may read of an approved input case.</summary>
public sealed record ReleaseTicket(string Case, string Application, string Caller, string RequestMac, IReadOnlyList<string> Reasons, string? PolicyRevision, DateTimeOffset Expires);
