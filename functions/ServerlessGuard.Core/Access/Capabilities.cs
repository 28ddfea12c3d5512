using System.Collections.Frozen;

namespace ServerlessGuard.Core.Access;

/// <summary>
/// The capabilities, and the Azure actions that each of them takes. A data action is marked with a leading <c>#</c>.
/// Actions whose holder could give himself anything are in <see cref="Escalations"/>.
/// </summary>
public static class Capabilities
{
    public static IReadOnlyList<Capability> All { get; } = Enum.GetValues<Capability>();

    /// <summary>A principal with one of these actions can give itself every capability at that scope.</summary>
    public static IReadOnlyList<string> Escalations { get; } =
    [
        "Microsoft.Authorization/roleAssignments/write",
        "Microsoft.Authorization/roleEligibilityScheduleRequests/write",
        "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
        "Microsoft.Authorization/roleDefinitions/write",
        "Microsoft.Authorization/elevateAccess/action",
    ];

    /// <summary>
    /// Reading an account's keys: a caller with a key has no identity on the data plane, where local authentication is on.
    /// </summary>
    public static IReadOnlyList<string> ListKeys { get; } =
    [
        "Microsoft.CognitiveServices/accounts/listKeys/action",
        "Microsoft.CognitiveServices/accounts/regenerateKey/action",
        "Microsoft.MachineLearningServices/workspaces/listKeys/action",
        "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action",
        "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/regenerateKeys/action",
        "Microsoft.Storage/storageAccounts/listKeys/action",
        "Microsoft.Storage/storageAccounts/regenerateKey/action",
        "Microsoft.Storage/storageAccounts/listAccountSas/action",
    ];

    private static readonly FrozenDictionary<Capability, IReadOnlyList<string>> Actions = new Dictionary<Capability, IReadOnlyList<string>>
    {
        [Capability.ChangeModel] =
        [
            "Microsoft.CognitiveServices/accounts/deployments/write",
            "Microsoft.CognitiveServices/accounts/deployments/delete",
            "Microsoft.CognitiveServices/accounts/write",
            "Microsoft.CognitiveServices/accounts/delete",
            "Microsoft.CognitiveServices/accounts/raiPolicies/write",
            "#Microsoft.CognitiveServices/accounts/OpenAI/models/delete",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/write",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/delete",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/write",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/delete",
            "Microsoft.MachineLearningServices/workspaces/models/write",
            "Microsoft.MachineLearningServices/workspaces/models/delete",
        ],
        [Capability.Deploy] =
        [
            "Microsoft.CognitiveServices/accounts/deployments/write",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/write",
        ],
        [Capability.RunFineTuning] =
        [
            "#Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes/write",
            "Microsoft.MachineLearningServices/workspaces/jobs/write",
        ],
        [Capability.ReadWeights] =
        [
            "Microsoft.MachineLearningServices/workspaces/models/read",
            "Microsoft.MachineLearningServices/workspaces/datastores/listsecrets/action",
            "#Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
        ],
        [Capability.ReadTrainingData] =
        [
            "#Microsoft.CognitiveServices/accounts/OpenAI/files/read",
            "Microsoft.MachineLearningServices/workspaces/datastores/listsecrets/action",
            "#Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
        ],
        [Capability.ReadContent] =
        [
            "#Microsoft.CognitiveServices/accounts/OpenAI/stored-completions/read",
            "#Microsoft.CognitiveServices/accounts/OpenAI/responses/read",
            "#Microsoft.KeyVault/vaults/keys/unwrap/action",
            "#Microsoft.KeyVault/vaults/keys/decrypt/action",
        ],
        [Capability.ReadSecrets] =
        [
            .. ListKeys,
            "#Microsoft.KeyVault/vaults/secrets/getSecret/action",
        ],
        [Capability.DisableGuard] =
        [
            "Microsoft.Web/sites/write",
            "Microsoft.Web/sites/delete",
            "Microsoft.Web/sites/stop/action",
            "Microsoft.Web/sites/config/write",
            "Microsoft.Web/sites/host/listkeys/action",
            "Microsoft.KeyVault/vaults/delete",
            "Microsoft.KeyVault/vaults/write",
            "Microsoft.Storage/storageAccounts/delete",
            "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/write",
            "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/delete",
            "Microsoft.Storage/storageAccounts/blobServices/containers/delete",
            "Microsoft.Insights/diagnosticSettings/delete",
            "Microsoft.EventGrid/eventSubscriptions/delete",
            "Microsoft.Authorization/policyAssignments/delete",
            "Microsoft.Authorization/policyExemptions/write",
            "Microsoft.Authorization/locks/delete",
        ],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Capability, string> Names = new Dictionary<Capability, string>
    {
        [Capability.ChangeModel] = "change_model",
        [Capability.Deploy] = "deploy",
        [Capability.RunFineTuning] = "run_fine_tuning",
        [Capability.ReadWeights] = "read_weights",
        [Capability.ReadTrainingData] = "read_training_data",
        [Capability.ReadContent] = "read_content",
        [Capability.ReadSecrets] = "read_secrets",
        [Capability.DisableGuard] = "disable_guard",
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> ActionsOf(Capability capability) => Actions[capability];

    /// <summary>Its key under the policy's <c>access</c>.</summary>
    public static string NameOf(Capability capability) => Names[capability];
}
