using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Audit;

/// <summary>The sequencer of this machine's log, with its key from the secret store. One run at a time.</summary>
internal sealed class LogSequencing(
    IAppendLogs logs, LogStores stores, ISecretStore secrets, IEntropy entropy, IAlertSink alerts, TimeProvider clock,
    IWitness? witness = null, KeptCheckpoint? kept = null) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Sequencer? _sequencer;

    /// <summary>The key that verifies the log's signatures.</summary>
    public async Task<NoteKey> KeyAsync(CancellationToken cancellationToken) =>
        (await LogKey.LoadAsync(secrets, entropy, cancellationToken)).Key;

    /// <summary>
    /// Integrates what is durable. Throws <see cref="StoreUnavailableException"/> when a store is down or the log is damaged.
    /// </summary>
    public async Task<SequencingResult> RunAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _sequencer ??= new Sequencer(
                logs, stores, await LogKey.LoadAsync(secrets, entropy, cancellationToken), alerts, clock, witness: witness);
            var result = await _sequencer.RunAsync(cancellationToken);
            if (kept is not null)
            {
                await kept.KeepAsync(result.Size, cancellationToken);
            }

            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
