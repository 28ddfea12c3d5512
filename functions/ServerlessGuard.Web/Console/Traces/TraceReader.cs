using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Traces;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Web.Console.Traces;

/// <summary>Reads traces of interactions from this host's log, one at a time, because each read goes through the whole log.</summary>
internal sealed class TraceReader(ILogSource log, ISecretStore secrets) : IDisposable
{
    public static readonly string[] ForRoles = [CallerRoles.Auditor, CallerRoles.Admin];

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

    public void Dispose() => _turn.Dispose();
}
