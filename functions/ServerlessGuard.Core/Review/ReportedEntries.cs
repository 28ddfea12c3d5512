using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>The audit log's entries of reported outputs.</summary>
public sealed class ReportedEntries(IAuditLog audit, IDocumentStore documents, TimeProvider clock)
{
    private const string Partition = "cases-reported";

    /// <summary>One entry, however often it is reported.</summary>
    internal async ValueTask RecordAsync(
        ReportedOutput output, TierPolicy tier, string interaction, FindingCounts counts, double risk, bool held,
        CancellationToken cancellationToken)
    {
        if (await documents.GetAsync(Partition, interaction, cancellationToken) is not null)
        {
            return;
        }

        var facts = new Dictionary<string, string>
        {
            ["risk"] = risk.ToString("0.00", CultureInfo.InvariantCulture),
            ["enforce"] = tier.Enforce == EnforceMode.Enforce ? "enforce" : "observe",
        };
        if (counts.Verdict.Reasons.Count > 0)
        {
            facts["reasons"] = string.Join(',', counts.Verdict.Reasons);
        }

        if (held)
        {
            facts["case"] = interaction;
        }

        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.OutputReported,
                Time = clock.GetUtcNow(),
                Actor = output.Caller,
                Interaction = interaction,
                Application = output.Application.Id,
                Tier = tier.Id,
                PolicyRevision = output.Policy.RevisionId,
                Verdict = counts.Verdict.Name,
                Findings = counts.Kinds.ToDictionary(static kind => "output." + kind.Key, static kind => kind.Value),
                Facts = facts,
            },
            cancellationToken);
        await documents.CreateAsync(
            Partition, interaction, ReadOnlyMemory<byte>.Empty, clock.GetUtcNow() + tier.Retain.Content, cancellationToken);
    }
}
