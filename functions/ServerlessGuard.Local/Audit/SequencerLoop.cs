using Microsoft.Extensions.Logging;
using ServerlessGuard.Local.Loops;

namespace ServerlessGuard.Local.Audit;

/// <summary>Sequences every few seconds. Answers do not wait for it: they wait for the append logs. The host sequences once more at its end.</summary>
internal sealed class SequencerLoop(LogSequencing sequencing, TimeProvider clock, ILogger<SequencerLoop> logger) : PeriodicLoop("Sequencing the audit log", Every, clock, logger)
{
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async ValueTask RunAsync(CancellationToken cancellationToken) => await sequencing.RunAsync(cancellationToken);
}
