using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Reports;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Traces;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Web.Console.Traces;

/// <summary>Reads traces of interactions from this host's log, one at a time, because each read goes through the whole log.</summary>
internal sealed class TraceReader(ILogSource log, ISecretStore secrets, TimeProvider clock) : IDisposable
{
    public static readonly string[] ForRoles = [CallerRoles.Auditor, CallerRoles.Admin];

    private const long MostReported = 100_000;
    private const int MaxIdLength = 128;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The trace and the key that signs its proofs; null when the log has no key or the id is not valid.</summary>
    public async ValueTask<(CorrelatedTrace Trace, NoteKey Key)?> ReadAsync(string interaction, CancellationToken cancellationToken)
    {
        if (interaction.Length is 0 or > MaxIdLength || await LogKey.FindPublicAsync(secrets, cancellationToken) is not { } key)
        {
            return null;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return (await new CorrelatedTraceReader(log, key).ReadAsync(interaction, cancellationToken), key);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A page of interactions; empty where the log has no key yet.</summary>
    public async ValueTask<InteractionPage> ListAsync(
        Func<AuditEntry, bool> filter, long? before, int size, CancellationToken cancellationToken) =>
        await LogKey.FindPublicAsync(secrets, cancellationToken) is { } key
            ? await new InteractionList(log, key).ReadAsync(filter, before, size, cancellationToken)
            : new InteractionPage([], null, null);

    /// <summary>The report of a period up to now, of at most the newest <see cref="MostReported"/> entries.</summary>
    public async ValueTask<ActivityReport> ReportAsync(TimeSpan back, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await LogKey.FindPublicAsync(secrets, cancellationToken) is not { } key)
        {
            return new ActivityReport(null, now, 0, IsCut: false, [], [], []);
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await new ActivityReportReader(log, key).ReadAsync(now - back, now, MostReported, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
