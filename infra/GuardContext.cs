using Pulumi;
using Pulumi.AzureNative.Resources;

namespace ServerlessGuard.Infra;

/// <summary>The inputs of every component: the settings, the names and the resource group.</summary>
internal sealed record GuardContext(GuardSettings Settings, Naming Names, ResourceGroup Group)
{
    /// <summary>Everything else waits for it, so nothing is made in a subscription that the settings do not name.</summary>
    public Output<string> GroupName => Group.Id.Apply(NameIn);

    public string Location => Settings.Location;

    public InputMap<string> Tags => Names.Tags;

    private string NameIn(string id)
    {
        var parts = id.Split('/');
        if (parts.Length < 5 || !parts[2].Equals(Settings.Subscription, StringComparison.OrdinalIgnoreCase))
            throw new SettingsException(
                [$"The provider deploys to {id}, but {Settings.Project}:subscription is {Settings.Subscription}; make them one: pulumi config set azure-native:subscriptionId {Settings.Subscription}, without ARM_SUBSCRIPTION_ID of another"]);
        return parts[^1];
    }
}
