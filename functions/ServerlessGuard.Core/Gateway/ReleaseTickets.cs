using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Gateway;

/// <summary>The gateway's side of an approved input: the same request, sent again by the same caller, passes once.</summary>
internal sealed class ReleaseTickets(IDocumentStore documents, ReviewFingerprints marks, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>The ticket that the call names, if it is for this caller and this very request; else null.</summary>
    public async ValueTask<ReleaseTicket?> FindAsync(InboundCall call, CancellationToken cancellationToken)
    {
        if (call.Case is not { } id || await documents.GetAsync(CaseEffects.Releases, id, cancellationToken) is not { } document)
        {
            return null;
        }

        var ticket = JsonSerializer.Deserialize(document.Body.Span, CaseJson.Default.ReleaseTicket);
        if (ticket is null
            || ticket.Case != id
            || ticket.Application != call.Application.Id
            || ticket.Caller != call.Principal
            || ticket.Expires <= clock.GetUtcNow())
        {
            return null;
        }

        var mac = await marks.OfAsync("request", $"{ticket.Application}\n{ticket.Caller}", call.Body, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(mac), Encoding.ASCII.GetBytes(ticket.RequestMac))
            ? ticket
            : null;
    }

    /// <summary>Uses the ticket up; false when it has been.</summary>
    public async ValueTask<bool> UseAsync(ReleaseTicket ticket, string interaction, CancellationToken cancellationToken) =>
        await documents.CreateAsync(
            CaseEffects.Used, ticket.Case, Encoding.UTF8.GetBytes(interaction), clock.GetUtcNow() + Kept, cancellationToken) is not null;
}
