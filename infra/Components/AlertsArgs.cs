using Pulumi;

namespace ServerlessGuard.Infra.Components;

internal sealed record AlertsArgs
{
    public required Output<string> Logs { get; init; }

    /// <summary>Object ids of the identities that may call a model.</summary>
    public required IReadOnlyList<Output<string>> Callers { get; init; }

    /// <summary>The resource groups that hold guarded models.</summary>
    public required IReadOnlyList<(string Name, Input<string> Id)> Groups { get; init; }

    public required IReadOnlyDictionary<string, Output<string>> SystemTopics { get; init; }

    public required IReadOnlyDictionary<string, Output<string>> Topics { get; init; }

    /// <summary>The tables must exist before a query names them.</summary>
    public required IReadOnlyDictionary<string, Resource> Tables { get; init; }
}
