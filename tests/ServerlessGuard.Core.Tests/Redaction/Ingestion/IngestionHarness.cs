using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction.Ingestion;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Redaction.Ingestion;

/// <summary>An inbox on stores in memory, with small stretches.</summary>
internal sealed class IngestionHarness(GuardPolicy policy) : IPolicySource
{
    public InMemoryStagedBlobStore Files { get; } = new();

    public InMemoryBlobStore Blobs { get; } = new();

    public InMemoryDocumentStore Documents { get; } = new();

    public InMemoryAuditLog Audit { get; } = new();

    public IngestionOptions Options { get; init; } = new() { StretchBytes = 400, BlockBytes = 150, LongestLine = 4000 };

    public GuardPolicy Current => policy;

    public Task<IngestionResult> RunAsync(string name, FaultPlan? plan = null)
    {
        plan ??= FaultPlan.None;
        var inbox = new FileIngestion(
            new FaultingStagedBlobStore(Files, plan), new FaultingBlobStore(Blobs, plan), new FaultingDocumentStore(Documents, plan),
            new FaultingAuditLog(Audit, plan),
            this, new SeededEntropy(1), TimeProvider.System, Options);
        return inbox.RunAsync(name, TestContext.Current.CancellationToken);
    }
}
