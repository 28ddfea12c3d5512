using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;

namespace ServerlessGuard.Core.Review;

/// <summary>The effects of a step outside the case.</summary>
public sealed class CaseEffects(
    IDocumentStore documents, IEnumerable<ICaseListener> listeners, IEnumerable<ICaseCallbackSender> callbacks, IPolicySource policies,
    IAlertSink alerts, TimeProvider clock, CaseSignatures signatures, CaseVotes votes)
{
    /// <summary>The partition in which the gateway looks for requests that may be sent again.</summary>
    public const string Releases = "releases";

    /// <summary>The partition in which the gateway records that one was sent.</summary>
    public const string Used = "cases-used";

    public async ValueTask ApplyAsync(CaseRecord value, CaseEvent step, CancellationToken cancellationToken)
    {
        switch (step.Kind)
        {
            case CaseEventKind.Reminded:
                await RaiseAsync(
                    value, "case.due", AlertSeverity.Information, "waits for a reviewer and half of its time is over.", cancellationToken);
                break;
            case CaseEventKind.Escalated:
                await RaiseAsync(
                    value, "case.escalated", AlertSeverity.Warning,
                    $"is about to run out of time: it is then {(value.AllowsOnTimeout ? "released" : "denied")}.", cancellationToken);
                break;
            case CaseEventKind.Approved or CaseEventKind.Denied or CaseEventKind.Expired:
                await DecidedAsync(value, step, cancellationToken);
                break;
        }
    }

    public ValueTask AbandonAsync(CaseRecord value, CancellationToken cancellationToken) =>
        RaiseAsync(
            value, "case.unheard", AlertSeverity.Critical,
            "was decided, and a service that waits for the decision could not be notified. It is not tried again.", cancellationToken);

    private async ValueTask DecidedAsync(CaseRecord value, CaseEvent step, CancellationToken cancellationToken)
    {
        if (step.Kind == CaseEventKind.Approved)
        {
            if (value.Approval is null)
            {
                // Reopened meanwhile: nothing is approved any more.
                return;
            }

            if (await votes.HoldAsync(value, cancellationToken) is not true)
            {
                throw new RecordAlteredException(CaseStore.Live);
            }
        }

        if (step.Kind == CaseEventKind.Approved
            && value is { Kind: CaseKind.Input, IsReleasable: true, RequestMac: { } mac, Approval: { } approval })
        {
            var ticket = new ReleaseTicket(
                value.Id, value.Application ?? "", value.Caller ?? "", mac, value.Reasons, approval.PolicyRevision, approval.Expires);
            ticket = await signatures.SignAsync(ticket, cancellationToken);
            await documents.CreateAsync(
                Releases, value.Id, JsonSerializer.SerializeToUtf8Bytes(ticket, CaseJson.Default.ReleaseTicket), approval.Expires,
                cancellationToken);
        }

        // A sample was released long ago: its application waits for nothing.
        if (!value.IsSample
            && value.Application is { } application
            && policies.Current.Applications.GetValueOrDefault(application)?.Callback is { } callback)
        {
            var number = value.Journal.TakeWhile(one => !ReferenceEquals(one, step)).Count();
            var notice = new CaseNotification(
                $"{value.Id}.{number}", value.Id, value.Kind, step.State, value.Interaction, step.Time, value.Approval?.Expires);
            foreach (var sender in callbacks)
            {
                await sender.SendAsync(callback, notice, cancellationToken);
            }
        }

        var decision = CaseDecision.Of(value, step);
        foreach (var listener in listeners)
        {
            if (listener.Kinds.Contains(value.Kind))
            {
                await listener.DecidedAsync(decision, cancellationToken);
            }
        }
    }

    private ValueTask RaiseAsync(CaseRecord value, string code, AlertSeverity severity, string what, CancellationToken cancellationToken) =>
        alerts.RaiseAsync(
            new Alert
            {
                Code = code,
                Severity = severity,
                Message = $"The case {value.Id} ({WireName.Of(value.Kind)}, {value.Subject}) {what}",
                Time = clock.GetUtcNow(),
                DedupeKey = value.Id,
                Tags = new Dictionary<string, string> { ["case"] = value.Id, ["kind"] = WireName.Of(value.Kind) },
            },
            cancellationToken);
}

/// <summary>Calls applications' webhooks. Throws when an application did not accept the call, which is then repeated.</summary>
public interface ICaseCallbackSender
{
    ValueTask SendAsync(CallbackPolicy callback, CaseNotification notice, CancellationToken cancellationToken);
}

/// <summary>That a case of an application was decided. Holds no content: what was approved is fetched with the caller's own key.</summary>
/// <param name="Id">The same for every delivery of one decision.</param>
public sealed record CaseNotification(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("case")] string Case,
    [property: JsonPropertyName("kind")] CaseKind Kind,
    [property: JsonPropertyName("state")] CaseState State,
    [property: JsonPropertyName("interaction")] string? Interaction,
    [property: JsonPropertyName("time")] DateTimeOffset Time,
    [property: JsonPropertyName("fetchBefore")] DateTimeOffset? FetchBefore);
