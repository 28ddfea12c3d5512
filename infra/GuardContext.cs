using Pulumi;
using Pulumi.AzureNative.Resources;

namespace ServerlessGuard.Infra;

/// <summary>What every component needs: the settings, the names and the resource group.</summary>
internal sealed record GuardContext(GuardSettings Settings, Naming Names, ResourceGroup Group)
{
    public Output<string> GroupName => Group.Name;

    public string Location => Settings.Location;

    public InputMap<string> Tags => Names.Tags;
}
