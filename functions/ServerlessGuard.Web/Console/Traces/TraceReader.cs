using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Web.Console.Traces;

/// <summary>Reads interactions from this host's log, one at a time: each read goes through the whole log.</summary>
internal sealed class TraceReader(ILogSource log, ISecretStore secrets) : IDisposable
{
    public static readonly string[] ForRoles = [CallerRoles.Auditor, CallerRoles.Admin];

    private const int MaxIdLength = 128;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The steps and the key that proves them; no steps when the log does not know the interaction.</summary>
    public async ValueTask<(IReadOnlyList<TraceStep> Steps, NoteKey? Key)> ReadAsync(string interaction, CancellationToken cancellationToken)
    {
        if (interaction.Length is 0 or > MaxIdLength || await LogKey.FindPublicAsync(secrets, cancellationToken) is not { } key)
        {
            return ([], null);
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return (await InteractionTrace.ReadAsync(log, key, interaction, cancellationToken), key);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
