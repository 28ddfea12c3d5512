using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace ServerlessGuard.Infra.Components;

/// <summary>Sends the resource logs of every resource that has any, ours and the guarded ones, to the log workspace.</summary>
internal sealed class Diagnostics : ComponentResource
{
    private readonly GuardContext _context;
    private readonly Output<string> _logs;

    public Diagnostics(string name, GuardContext context, Output<string> logs, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:Diagnostics", name, options)
    {
        (_context, _logs) = (context, logs);
        RegisterOutputs();
    }

    /// <param name="logs">False for a resource that has metrics only.</param>
    /// <param name="metrics">The metric category; null where the resource exports none.</param>
    public void Add(string name, Input<string> resource, bool logs = true, string? metrics = "AllMetrics") =>
        _ = new DiagnosticSetting($"diagnostics-{name}", new DiagnosticSettingArgs
        {
            Name = $"guard-{_context.Names.Mark}",
            ResourceUri = resource,
            WorkspaceId = _logs,
            Logs = logs
                ? new DiagnosticsLogSettingsArgs { CategoryGroup = "allLogs", Enabled = true }
                : new InputList<DiagnosticsLogSettingsArgs>(),
            Metrics = metrics is null
                ? new InputList<DiagnosticsMetricSettingsArgs>()
                : new DiagnosticsMetricSettingsArgs { Category = metrics, Enabled = true },
        }, _context.Under(this));

    /// <summary>The account's own metrics, and the requests to each of its services.</summary>
    public void AddStorage(string name, LockedAccount locked)
    {
        Add(name, locked.Account.Id, logs: false, metrics: "Transaction");
        Add($"{name}-blob", locked.Blobs.Id, metrics: "Transaction");
        foreach (var service in (string[])["queue", "table"])
            Add($"{name}-{service}", Output.Format($"{locked.Account.Id}/{service}Services/default"), metrics: "Transaction");
    }
}
