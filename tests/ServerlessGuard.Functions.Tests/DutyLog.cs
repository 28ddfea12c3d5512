using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Functions.Tests;

/// <summary>The log of a duty's instance, as it is stored.</summary>
internal static class DutyLog
{
    public static async Task<IReadOnlyList<AuditEntry>> ReadAsync(DutyHost host)
    {
        var (writer, cancel) = (host.Services.GetRequiredService<GroupCommitAuditLog>().Writer, TestContext.Current.CancellationToken);
        var entries = new List<AuditEntry>();
        await foreach (var read in AuditReader.ReadAsync(
            writer, host.Services.GetRequiredService<IAppendLogs>().ReadAsync(writer, cancel), cancel))
        {
            read.Fault.ShouldBeNull();
            entries.Add(read.Entry.ShouldNotBeNull().Entry);
        }

        return entries;
    }
}
