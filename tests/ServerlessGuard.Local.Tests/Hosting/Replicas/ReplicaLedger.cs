using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Tests.Hosting.Replicas;

/// <summary>The sequenced log, verified, as the set left it.</summary>
internal sealed class ReplicaLedger
{
    private readonly List<AuditEntry> _entries = [];

    public static async Task<ReplicaLedger> ReadAsync(IServiceProvider stores, CancellationToken cancellationToken)
    {
        var source = stores.GetRequiredService<ILogSource>();
        var key = (await LogKey.FindPublicAsync(stores.GetRequiredService<ISecretStore>(), cancellationToken)).ShouldNotBeNull();
        var result = await new LogVerifier(new LogVerifierOptions { Log = key }).VerifyAsync(source, cancellationToken);
        result.IsIntact.ShouldBeTrue(string.Join('\n', result.Findings));

        var ledger = new ReplicaLedger();
        var places = new HashSet<(string, long)>();
        await foreach (var (_, bytes) in new LogReader(source).EntriesAsync(0, result.Head!.Size, cancellationToken))
        {
            var entry = AuditEntryEncoding.Decode(bytes).ShouldNotBeNull();
            places.Add((entry.Writer, entry.Sequence)).ShouldBeTrue("an entry is there twice");
            ledger._entries.Add(entry.Entry);
        }

        return ledger;
    }

    public IEnumerable<AuditEntry> Of(string kind) => _entries.Where(entry => entry.Kind == kind);

    /// <summary>
    /// Every interaction is opened once and closed once, by its answer or by whoever found it orphaned; what a caller has is no orphan.
    /// </summary>
    public void CheckInteractions(IEnumerable<string> answered)
    {
        var kinds = _entries.Where(static e => e.Interaction is not null).ToLookup(static e => e.Interaction!, static e => e.Kind);
        foreach (var interaction in answered)
        {
            kinds[interaction].Count(static kind => kind == AuditKinds.InteractionClosed).ShouldBe(1, interaction);
        }

        foreach (var found in kinds)
        {
            found.Count(static kind => kind == AuditKinds.InteractionOpened).ShouldBe(1, found.Key);
            found.Count(static kind => kind is AuditKinds.InteractionClosed or AuditKinds.InteractionInterrupted).ShouldBe(1, found.Key);
        }
    }

    /// <summary>
    /// The events, each once: <paramref name="identity"/> names the facts that make it one. An entry is written
    /// before the work that it tells of is answered, so a replica that dies between the two has its successor write it again:
    /// word for word, but for the time and who says so.
    /// </summary>
    public IReadOnlyList<AuditEntry> Once(string kind, params string[] identity)
    {
        var once = new List<AuditEntry>();
        foreach (var same in Of(kind).GroupBy(e => string.Join('|', identity.Select(fact => e.Facts.GetValueOrDefault(fact)))))
        {
            foreach (var again in same)
            {
                (again.Actor, again.Interaction, Facts(again)).ShouldBe(
                    (same.First().Actor, same.First().Interaction, Facts(same.First())), $"{kind} {same.Key} is told in two ways");
            }

            once.Add(same.First());
        }

        return once;
    }

    private static string Facts(AuditEntry entry) => string.Join(
        ' ',
        entry.Facts.Where(static f => !f.Key.EndsWith("_ms", StringComparison.Ordinal)).OrderBy(static f => f.Key, StringComparer.Ordinal));
}
