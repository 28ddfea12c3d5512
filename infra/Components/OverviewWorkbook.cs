using Pulumi;
using Pulumi.AzureNative.ApplicationInsights;
using ServerlessGuard.Infra.Workbook;

namespace ServerlessGuard.Infra.Components;

internal sealed class OverviewWorkbook : ComponentResource
{
    public OverviewWorkbook(
        string name, GuardContext context, Output<string> logs, IReadOnlyDictionary<string, Resource> tables,
        ComponentResourceOptions? options = null)
        : base("serverlessguard:index:OverviewWorkbook", name, options)
    {
        var named = tables.Where(t => Overview.Serialized().Contains(t.Key, StringComparison.Ordinal)).Select(t => t.Value);
        _ = new Pulumi.AzureNative.ApplicationInsights.Workbook("overview", new WorkbookArgs
        {
            ResourceName = context.Names.Id("workbook/overview").ToString(),
            ResourceGroupName = context.GroupName,
            Location = context.Location,
            Tags = context.Tags,
            Kind = WorkbookSharedTypeKind.Shared,
            Category = "workbook",
            DisplayName = $"ServerlessGuard ({context.Settings.Stack})",
            SerializedData = Overview.Serialized(),
            SourceId = logs.Apply(id => id.ToLowerInvariant()),
        }, context.Under(this, after: named));
        RegisterOutputs();
    }
}
