using Pulumi;

namespace ServerlessGuard.Infra.Components;

internal sealed record RolesArgs
{
    public required Identities Identities { get; init; }

    /// <summary>Turns a scope of duties.yaml into the resource ids it stands for, each with a name for the assignment.</summary>
    public required Func<string, IReadOnlyList<(string Name, Output<string> Id)>> Resolve { get; init; }

    /// <summary>The resource groups in which roles are assigned: ours, and those of the guarded resources.</summary>
    public required IReadOnlyList<Input<string>> AssignableScopes { get; init; }

    /// <summary>The runtime's own storage account of every app.</summary>
    public required IReadOnlyDictionary<string, Output<string>> RuntimeStorage { get; init; }
}
