using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Audit;

/// <summary>The auditor's sequencer, over the logs of every duty. Instances that run at once make the same log.</summary>
public sealed class AzureSequencing(
    [FromKeyedServices(AzureSequencing.AllLogs)] IAppendLogs allLogs, LogStores stores, ISecretStore secrets, IEntropy entropy,
    IAlertSink alerts, TimeProvider clock, IWitness? witness = null)
{
    /// <summary>The key of the append logs that reach every duty's log.</summary>
    public const string AllLogs = "all";

    private NoteSigner? _signer;

    /// <summary>
    /// Integrates what is durable. Throws <see cref="StoreUnavailableException"/> when a store is down or the log is damaged.
    /// </summary>
    public async Task<SequencingResult> RunAsync(CancellationToken cancellationToken)
    {
        _signer ??= await LogKey.LoadAsync(secrets, entropy, cancellationToken);
        return await new Sequencer(allLogs, stores, _signer, alerts, clock, witness: witness).RunAsync(cancellationToken);
    }
}
