using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;

namespace ServerlessGuard.Infra.Components;

internal sealed record EventsArgs
{
    /// <summary>With it Event Grid delivers to queues and leaves dead letters.</summary>
    public required UserAssignedIdentity Identity { get; init; }

    public required Output<string> Data { get; init; }

    public required Output<string> Vault { get; init; }

    /// <summary>A duty's address; asked only where Event Grid posts to the apps.</summary>
    public required Func<string, Output<string>> Host { get; init; }

    /// <summary>Event Grid tries the identity's rights when a subscription is made.</summary>
    public required Resource After { get; init; }
}
