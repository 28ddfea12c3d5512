namespace ServerlessGuard.Infra.Events;

/// <summary>The subscriptions of Event Grid. A test compares each type and operation with the handlers of its duty.</summary>
internal static class WatchedEvents
{
    public static readonly IReadOnlyList<WatchedEvent> Vault =
    [
        new("credentials") { Types = [
            "Microsoft.KeyVault.SecretNearExpiry", "Microsoft.KeyVault.SecretExpired", "Microsoft.KeyVault.SecretNewVersionCreated"
        ] },
    ];

    public static readonly IReadOnlyList<WatchedEvent> Data =
    [
        new("inbox") { Types = ["Microsoft.Storage.BlobCreated"], SubjectBegins = "/blobServices/default/containers/inbox/" },
    ];

    public static readonly IReadOnlyList<WatchedEvent> ResourceGroup =
    [
        new("deployments")
        {
            Types = ["Microsoft.Resources.ResourceWriteSuccess", "Microsoft.Resources.ResourceDeleteSuccess"],
            Operations =
            [
                "Microsoft.CognitiveServices/accounts/deployments/write", "Microsoft.CognitiveServices/accounts/deployments/delete",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/write",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/delete",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/write",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/delete",
            ],
        },
        new("grants")
        {
            Types = [
                "Microsoft.Resources.ResourceWriteSuccess", "Microsoft.Resources.ResourceDeleteSuccess",
                "Microsoft.Resources.ResourceActionSuccess"
            ],
            Operations =
            [
                "Microsoft.Authorization/roleAssignments/write", "Microsoft.Authorization/roleAssignments/delete",
                "Microsoft.CognitiveServices/accounts/listKeys/action", "Microsoft.CognitiveServices/accounts/regenerateKey/action",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action",
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/regenerateKeys/action",
            ],
        },
        new("weakened")
        {
            Types = ["Microsoft.Resources.ResourceWriteSuccess", "Microsoft.Resources.ResourceDeleteSuccess"],
            Operations =
            [
                "Microsoft.Insights/diagnosticSettings/write", "Microsoft.Insights/diagnosticSettings/delete",
                "Microsoft.Authorization/locks/delete",
                "Microsoft.Authorization/policyExemptions/write", "Microsoft.Authorization/policyAssignments/delete",
            ],
        },
    ];

    public static readonly IReadOnlyList<WatchedEvent> Workspace =
    [
        new("models") { Types = ["Microsoft.MachineLearningServices.ModelRegistered", "Microsoft.MachineLearningServices.ModelDeployed"] },
        new("drift")
        {
            Types = ["Microsoft.MachineLearningServices.DatasetDriftDetected", "Microsoft.MachineLearningServices.RunStatusChanged"]
        },
    ];

    public static readonly IReadOnlyList<WatchedEvent> Guard =
    [
        new("leaks") { Types = ["ServerlessGuard.CredentialLeaked"] },
    ];

    public static readonly IReadOnlyList<WatchedEvent> Reported = [new("outputs") { Types = ["ServerlessGuard.OutputProduced"] }];

    public static IReadOnlyList<WatchedEvent> All { get; } = [.. Vault, .. Data, .. ResourceGroup, .. Workspace, .. Guard, .. Reported];
}
