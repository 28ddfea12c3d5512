using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Azure.Audit;
using ServerlessGuard.Core.Evidence.Packs;

namespace ServerlessGuard.Functions;

/// <summary>A pack of evidence, so that nobody has to ask for one in time.</summary>
public sealed class EvidencePackFunction(AzureSequencing sequencing, EvidencePackBuilder maker, EvidenceStore store)
{
    [Function("evidence_pack")]
    public async Task RunAsync([TimerTrigger("%GuardScheduleEvidence%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await sequencing.RunAsync(cancellationToken);
        var made = await maker.BuildAsync(cancellationToken);
        await store.SaveAsync(made, cancellationToken);
        await maker.RecordAsync(made, "guard", cancellationToken);
    }
}
