using Pulumi;
using ServerlessGuard.Infra.Duties;

namespace ServerlessGuard.Infra.Components;

internal sealed record GuardAppsArgs
{
    public required Identities Identities { get; init; }

    public required RuntimeStorage Runtime { get; init; }

    /// <summary>The name of the queue of a duty's events. A duty that is told of nothing has none, and its name is only a word.</summary>
    public required Func<Duty, Input<string>> Queue { get; init; }

    public required Input<string> Subnet { get; init; }

    /// <summary>Settings that every app has; none of them is a secret.</summary>
    public required IReadOnlyDictionary<string, Input<string>> Shared { get; init; }

    /// <summary>ARM ids of what guards the models beside the apps: for the duty that reviews grants.</summary>
    public required IReadOnlyList<Output<string>> Reviewed { get; init; }

    /// <summary>The grants of a duty's identity. An app is started only when it may reach its storage.</summary>
    public required Func<string, IReadOnlyList<Resource>> Rights { get; init; }
}
