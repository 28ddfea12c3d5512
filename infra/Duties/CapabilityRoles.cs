namespace ServerlessGuard.Infra.Duties;

/// <summary>
/// The capabilities of the policy's <c>access:</c> that are rights on guarded resources, each as a role of exact actions. The access review
/// counts whoever has one of the changing actions of a capability; a test compares both lists.
/// </summary>
internal static class CapabilityRoles
{
    public static IReadOnlyList<Role> All { get; } =
    [
        new("change_model",
            [
                "Microsoft.CognitiveServices/accounts/read",
                "Microsoft.CognitiveServices/accounts/deployments/read",
                "Microsoft.CognitiveServices/accounts/deployments/write",
                "Microsoft.CognitiveServices/accounts/deployments/delete",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/read",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/write",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/delete",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/read",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/write",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/delete",
                "Microsoft.MachineLearningServices/workspaces/models/write",
            ],
            []),
        new("deploy",
            [
                "Microsoft.CognitiveServices/accounts/deployments/read",
                "Microsoft.CognitiveServices/accounts/deployments/write",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/read",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/read",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/write",
            ],
            []),
        new("run_fine_tuning",
            [
                "Microsoft.MachineLearningServices/workspaces/jobs/read",
                "Microsoft.MachineLearningServices/workspaces/jobs/write",
            ],
            [
                "Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes/read",
                "Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes/write",
            ]),
        new("read_weights", ["Microsoft.MachineLearningServices/workspaces/models/read"], []),
        new("read_training_data", [], ["Microsoft.CognitiveServices/accounts/OpenAI/files/read"]),
    ];
}
