using System.Text.Json;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Review;

/// <summary>Tells an application of a decision by a signed CloudEvent; the address is the policy's, never a request's.</summary>
internal sealed class WebhookCallbacks(SignedWebhooks webhooks) : ICaseCallbacks
{
    public const string Type = "ServerlessGuard.CaseDecided";

    public async ValueTask SendAsync(CallbackPolicy callback, CaseNotice notice, CancellationToken cancellationToken)
    {
        var told = new GuardEvent
        {
            Id = notice.Id,
            Source = "/guard/cases",
            Type = Type,
            Subject = notice.Case,
            Time = notice.Time,
            Data = JsonSerializer.SerializeToElement(notice, CaseApiJson.Default.CaseNotice),
        };
        await webhooks.PostAsync(callback.Url, callback.Secret, notice.Id, "application/cloudevents+json", GuardEventJson.Write(told), cancellationToken);
    }
}
