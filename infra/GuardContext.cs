using Pulumi;
using Pulumi.AzureNative.Resources;

namespace ServerlessGuard.Infra;

/// <summary>The inputs of every component: the settings, the names and the resource group.</summary>
internal sealed record GuardContext(GuardSettings Settings, Naming Names, ResourceGroup Group, ErrorHook Retry)
{
    public Output<string> GroupName => Group.Name;

    public string Location => Settings.Location;

    public InputMap<string> Tags => Names.Tags;

    /// <summary>The options of every resource but the group.</summary>
    /// <param name="parent">The component that makes it.</param>
    /// <param name="after">The resources that it needs and does not name.</param>
    /// <param name="with">Its parent in Azure: when that is deleted, Azure deletes it too, and Pulumi must not try.</param>
    /// <param name="precious">It is protected while the stack is locked.</param>
    /// <param name="kept">It holds proofs: a destroy leaves it in Azure unless the settings say otherwise.</param>
    public CustomResourceOptions Under(
        Resource parent, IEnumerable<Resource>? after = null, Resource? with = null, bool precious = false, bool kept = false)
    {
        var options = new CustomResourceOptions { Parent = parent, DeletedWith = with, Hooks = new() { OnError = { Retry } } };
        if (after is not null)
            options.DependsOn = after.ToArray();
        if (precious)
            options.Protect = Settings.Lock;
        if (kept)
            options.RetainOnDelete = Settings.KeepProofs;
        return options;
    }
}
