using Pulumi;
using Pulumi.AzureNative.ApplicationInsights;
using ServerlessGuard.Infra.Workbook;

namespace ServerlessGuard.Infra.Components;

internal sealed class OverviewWorkbook : ComponentResource
{
    public OverviewWorkbook(string name, GuardContext context, Output<string> logs, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:OverviewWorkbook", name, options)
    {
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
        }, new CustomResourceOptions { Parent = this });
        RegisterOutputs();
    }
}
