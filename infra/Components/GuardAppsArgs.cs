using Pulumi;
using Pulumi.AzureNative.Storage;

namespace ServerlessGuard.Infra.Components;

internal sealed record GuardAppsArgs
{
    public required Identities Identities { get; init; }

    public required IReadOnlyDictionary<string, StorageAccount> Runtime { get; init; }

    public required Input<string> Subnet { get; init; }

    /// <summary>Settings that every app has; none of them is a secret.</summary>
    public required IReadOnlyDictionary<string, Input<string>> Shared { get; init; }

    /// <summary>ARM ids of what guards the models, with semicolons between: for the duty that reviews grants.</summary>
    public required Input<string> Reviewed { get; init; }

    /// <summary>An app is started only when its identity may reach its storage.</summary>
    public required Resource After { get; init; }
}
