using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Gateway;

/// <summary>The gateway's side of an approved input: the same request, sent again by the same caller, passes once.</summary>
internal sealed class ReleaseTickets(
    IDocumentStore documents, ReviewFingerprints marks, CaseSignatures signatures, RecordFaults faults, TimeProvider clock,
    CaseUses? recorded = null)
{
    private const int MostKept = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Those that this process has let pass, by case: deleting the document that says so opens nothing.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);

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

        if (!await signatures.IsSignedAsync(ticket, cancellationToken))
        {
            await faults.ReportAsync(CaseEffects.Releases, id, RecordFaults.Altered, cancellationToken);
            return null;
        }

        var mac = await marks.OfAsync("request", $"{ticket.Application}\n{ticket.Caller}", call.Body, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(mac), Encoding.ASCII.GetBytes(ticket.RequestMac))
            ? ticket
            : null;
    }

    /// <summary>Uses the ticket up; false when it has been.</summary>
    public async ValueTask<bool> UseAsync(ReleaseTicket ticket, string interaction, CancellationToken cancellationToken)
    {
        if (await documents.CreateAsync(
            CaseEffects.Used, ticket.Case, Encoding.UTF8.GetBytes(interaction), clock.GetUtcNow() + Kept, cancellationToken) is null)
        {
            return false;
        }

        if ((recorded is not null && await recorded.WasSentAgainAsync(ticket.Case, cancellationToken)) || !TryKeep(ticket))
        {
            await faults.ReportAsync(CaseEffects.Used, ticket.Case, RecordFaults.Missing, cancellationToken);
            return false;
        }

        return true;
    }

    private bool TryKeep(ReleaseTicket ticket)
    {
        if (_used.Count >= MostKept)
        {
            foreach (var (over, until) in _used)
            {
                if (until <= clock.GetUtcNow())
                {
                    _used.TryRemove(over, out _);
                }
            }
        }

        return _used.TryAdd(ticket.Case, ticket.Expires);
    }
}
