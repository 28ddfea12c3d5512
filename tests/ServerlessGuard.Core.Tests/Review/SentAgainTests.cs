using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Tests.Records;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Review;

/// <summary>The ticket with which an approved request passes: nobody makes one but the reviewers' duty, and it passes once.</summary>
public sealed class SentAgainTests
{
    private const string Id = "01CASE";
    private static readonly byte[] Request = "{\"model\":\"m\"}"u8.ToArray();
    private readonly ReviewHarness _world = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ATicketThatTheReviewersSigned_Passes_AndNoEditOfIt()
    {
        var ticket = await TicketAsync();
        (await Tickets().FindAsync(Call(), Cancel)).ShouldNotBeNull();
        var passed = new List<string>();
        foreach (var (path, edited) in RecordAttack.EditsOf(JsonSerializer.Serialize(ticket, CaseJson.Default.ReleaseTicket)))
        {
            await WriteAsync(edited);
            try
            {
                if (await Tickets().FindAsync(Call(), Cancel) is not null)
                {
                    passed.Add(path);
                }
            }
            catch (JsonException)
            {
                // It cannot be read at all: nothing passes.
            }
        }

        passed.ShouldBeEmpty();
        await WriteAsync(JsonSerializer.Serialize(ticket, CaseJson.Default.ReleaseTicket));
        (await Tickets().FindAsync(Call(), Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task ATicketPassesOnce_AlthoughItsUseIsDeleted()
    {
        var ticket = await TicketAsync();
        var tickets = Tickets();
        (await tickets.UseAsync(ticket, "01INTERACTION", Cancel)).ShouldBeTrue();
        await DeleteUseAsync();
        (await tickets.UseAsync(ticket, "01OTHER", Cancel)).ShouldBeFalse();
        _world.Audit.Entries[^1].Facts["fault"].ShouldBe(RecordFaults.Missing);
    }

    [Fact]
    public async Task AfterARestart_TheLogKnowsTheUse()
    {
        var ticket = await TicketAsync();
        (await Tickets().UseAsync(ticket, "01INTERACTION", Cancel)).ShouldBeTrue();
        await _world.Audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.InteractionClosed,
                Time = _world.Clock.GetUtcNow(),
                Actor = ReviewHarness.Caller,
                Interaction = "01INTERACTION",
                Verdict = "allow",
                Facts = new Dictionary<string, string> { ["case"] = Id },
            },
            Cancel);
        await DeleteUseAsync();
        (await Tickets().UseAsync(ticket, "01OTHER", Cancel)).ShouldBeFalse();
    }

    private async Task<ReleaseTicket> TicketAsync()
    {
        var marks = new ReviewFingerprints(_world.Secrets, _world.Entropy);
        var mac = await marks.OfAsync("request", $"{ReviewHarness.Application}\n{ReviewHarness.Caller}", Request, Cancel);
        var ticket = await new CaseSignatures(_world.Secrets, _world.Entropy).SignAsync(
            new ReleaseTicket(
                Id, ReviewHarness.Application, ReviewHarness.Caller, mac, ["input.injection"], "revision",
                _world.Clock.GetUtcNow().AddDays(1)),
            Cancel);
        await WriteAsync(JsonSerializer.Serialize(ticket, CaseJson.Default.ReleaseTicket));
        return ticket;
    }

    private ReleaseTickets Tickets() => new(
        _world.Documents, new ReviewFingerprints(_world.Secrets, _world.Entropy), new CaseSignatures(_world.Secrets, _world.Entropy),
        new RecordFaults(() => _world.Alerts, () => _world.Audit, _world.Clock), _world.Clock,
        new CaseUses(new AuditFollower(new EntryLogs(_world.Audit), [new RecordedCases(_world.Clock)], _world.Clock)));

    private static InboundCall Call() => new()
    {
        Protocol = GatewayProtocol.ChatCompletions,
        Principal = ReviewHarness.Caller,
        Application = new ApplicationPolicy { Id = ReviewHarness.Application, Tier = "regulated", Models = ["m"], Callers = [] },
        Policy = ReviewHarness.Policy(),
        Root = JsonNode.Parse(Request)!.AsObject(),
        Body = Request,
        Case = Id,
    };

    private async Task WriteAsync(string body)
    {
        if (await _world.Documents.GetAsync(CaseEffects.Releases, Id, Cancel) is { } now)
        {
            await _world.Documents.DeleteAsync(CaseEffects.Releases, Id, now.Version, Cancel);
        }

        await _world.Documents.CreateAsync(CaseEffects.Releases, Id, Encoding.UTF8.GetBytes(body), null, Cancel);
    }

    private async Task DeleteUseAsync()
    {
        var used = (await _world.Documents.GetAsync(CaseEffects.Used, Id, Cancel)).ShouldNotBeNull();
        (await _world.Documents.DeleteAsync(CaseEffects.Used, Id, used.Version, Cancel)).ShouldBeTrue();
    }
}
