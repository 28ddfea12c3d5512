using Pulumi;
using Pulumi.AzureNative.EventGrid;

namespace ServerlessGuard.Infra.Components;

internal sealed record EventsArgs
{
    /// <summary>The account that is watched, and that holds the queues and the dead letters.</summary>
    public required Storage Data { get; init; }

    public required Output<string> Vault { get; init; }

    /// <summary>Our own topics by name.</summary>
    public required IReadOnlyDictionary<string, Topic> Topics { get; init; }

    /// <summary>The resource groups that hold guarded models.</summary>
    public required IReadOnlyList<(string Name, Input<string> Id)> Groups { get; init; }

    /// <summary>A duty's address; asked only where Event Grid posts to the apps.</summary>
    public required Func<string, Output<string>> Host { get; init; }

    /// <summary>Gives each topic's identity the queues of its subscriptions and the dead letters.</summary>
    public required Roles Roles { get; init; }
}
