using System.Text.Json;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Review;

/// <summary>Sends a decision to an application as a signed CloudEvent; the address comes from the policy, never from a request.</summary>
internal sealed class WebhookCallbacks(SignedWebhooks webhooks) : ICaseCallbackSender
{
    public const string Type = "ServerlessGuard.CaseDecided";

    public async ValueTask SendAsync(CallbackPolicy callback, CaseNotification notice, CancellationToken cancellationToken)
    {
        var told = new GuardEvent
        {
            Id = notice.Id,
            Source = "/guard/cases",
            Type = Type,
            Subject = notice.Case,
            Time = notice.Time,
            Data = JsonSerializer.SerializeToElement(notice, CaseApiJson.Default.CaseNotification),
        };
        await webhooks.PostAsync(
            callback.Url, callback.Secret, notice.Id, "application/cloudevents+json", GuardEventJson.Write(told), cancellationToken);
    }
}
