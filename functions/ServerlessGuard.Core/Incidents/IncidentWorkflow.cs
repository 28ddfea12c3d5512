using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Incidents;

/// <summary>
/// The incidents' record: declare, acknowledge, contain, notify, close. Every change is an entry before it is a
/// document. Any number of instances may write. Throws <see cref="StoreUnavailableException"/>.
/// </summary>
public sealed class IncidentWorkflow(IDocumentStore documents, IAuditLog audit, IPolicySource policies, TimeProvider clock)
{
    public const string Partition = "incidents";

    /// <summary>The longest title or note, in UTF-16 units.</summary>
    public const int LongestText = 500;

    private const int Page = 200;
    private const int Tries = 20;

    /// <summary>The incident that stands for this: a new one, or the open one with the same key, one repeat richer.</summary>
    public async ValueTask<Incident> DeclareAsync(NewIncident value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        ThrowIfLong(value.Title);
        var stem = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value.Key)).AsSpan(0, 6));
        for (var number = 1; ; number++)
        {
            // Numbered, so that two who declare at once name the same document and one write decides.
            var id = $"{stem}-{number.ToString(CultureInfo.InvariantCulture)}";
            if (await FindAsync(id, cancellationToken) is { } standing)
            {
                if (standing.IsOpen)
                {
                    return await ChangeAsync(
                        id, value.Actor, "repeated", null, static i => i with { Repeats = i.Repeats + 1 }, cancellationToken) ?? standing;
                }

                continue;
            }

            var now = clock.GetUtcNow();
            var incident = new Incident
            {
                Id = id,
                Title = value.Title,
                Cause = value.Cause,
                Subject = value.Subject,
                Drill = value.Drill,
                State = IncidentState.Declared,
                Declared = now,
                Timeline = [new IncidentEvent(now, "declared", value.Actor, null)],
            };
            await AppendAsync(AuditKinds.IncidentDeclared, incident, "declared", value.Actor, cancellationToken);
            if (await documents.CreateAsync(Partition, id, Write(incident), null, cancellationToken) is not null)
            {
                return incident;
            }

            number--;
        }
    }

    public async ValueTask<Incident?> FindAsync(string id, CancellationToken cancellationToken) =>
        await documents.GetAsync(Partition, id, cancellationToken) is { } document ? Read(document) : null;

    /// <summary>All that are kept, newest first.</summary>
    public async ValueTask<IReadOnlyList<Incident>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<Incident>();
        string? after = null;
        while (await documents.ListAsync(Partition, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            all.AddRange(page.Select(Read));
            after = page[^1].Key;
        }

        return [.. all.OrderByDescending(static i => i.Declared).ThenBy(static i => i.Id, StringComparer.Ordinal)];
    }

    /// <summary>Somebody looks after it. Null when there is none, or it is closed.</summary>
    public ValueTask<Incident?> AcknowledgeAsync(string id, string actor, string? note, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, "acknowledged", note, i => i.AcknowledgedBy.Contains(actor, StringComparer.Ordinal) ? i : i with
        {
            Acknowledged = i.Acknowledged ?? clock.GetUtcNow(),
            AcknowledgedBy = [.. i.AcknowledgedBy, actor],
        }, cancellationToken);

    /// <summary>The harm does not continue. Null when there is none, or it is closed.</summary>
    public ValueTask<Incident?> ContainAsync(string id, string actor, string? note, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, actor, "contained", note,
            i => i.State != IncidentState.Declared ? i : i with { State = IncidentState.Contained, Contained = clock.GetUtcNow() },
            cancellationToken);

    /// <summary>Records that the incident's contacts were notified.</summary>
    public ValueTask<Incident?> NotifyAsync(string id, string actor, string? note, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, "notified", note, i => i with { Notified = i.Notified ?? clock.GetUtcNow() }, cancellationToken);

    /// <summary>It is over. Null when there is none, or it was closed before.</summary>
    public ValueTask<Incident?> CloseAsync(string id, string actor, string? note, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, "closed", note, i => i with { State = IncidentState.Closed, Closed = clock.GetUtcNow() }, cancellationToken);

    /// <param name="change">The same record: there is nothing to change.</param>
    private async ValueTask<Incident?> ChangeAsync(
        string id, string actor, string what, string? note, Func<Incident, Incident> change, CancellationToken cancellationToken)
    {
        ThrowIfLong(note);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await documents.GetAsync(Partition, id, cancellationToken) is not { } document
                || Read(document) is not { IsOpen: true } incident)
            {
                return null;
            }

            var next = change(incident);
            if (ReferenceEquals(next, incident))
            {
                return incident;
            }

            if (next.Timeline.Count < Incident.LongestTimeline || what == "closed")
            {
                next = next with { Timeline = [.. next.Timeline, new IncidentEvent(clock.GetUtcNow(), what, actor, note)] };
            }

            if (what != "repeated" || next.Repeats == 1)
            {
                await AppendAsync(
                    what == "closed" ? AuditKinds.IncidentClosed : AuditKinds.IncidentChanged, next, what, actor, cancellationToken);
            }

            if (await documents.ReplaceAsync(Partition, id, Write(next), document.Version, null, cancellationToken) is not null)
            {
                return next;
            }
        }

        throw new StoreUnavailableException($"The incident {id} is being changed by too many at once.");
    }

    private async ValueTask AppendAsync(string kind, Incident incident, string what, string actor, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, string>
        {
            ["incident"] = incident.Id,
            ["change"] = what,
            ["cause"] = incident.Cause,
            ["state"] = WireName.Of(incident.State),
            ["declared"] = incident.Declared.ToString("O", CultureInfo.InvariantCulture),
        };
        Add("subject", incident.Subject);
        Add("drill", incident.Drill);
        Add("acknowledged", incident.Acknowledged?.ToString("O", CultureInfo.InvariantCulture));
        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = kind,
                Time = clock.GetUtcNow(),
                Actor = actor,
                PolicyRevision = policies.Current.RevisionId,
                Facts = facts
            },
            cancellationToken);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                facts[name] = value;
            }
        }
    }

    private static void ThrowIfLong(string? text)
    {
        if (text?.Length > LongestText)
        {
            throw new ArgumentException($"A title or note has at most {LongestText} characters.", nameof(text));
        }
    }

    private static byte[] Write(Incident incident) => JsonSerializer.SerializeToUtf8Bytes(incident, IncidentJson.Default.Incident);

    private static Incident Read(Document document) => JsonSerializer.Deserialize(document.Body.Span, IncidentJson.Default.Incident)!;
}
