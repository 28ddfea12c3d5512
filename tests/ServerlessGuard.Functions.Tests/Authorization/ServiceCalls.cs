namespace ServerlessGuard.Functions.Tests.Authorization;

/// <summary>Requests to the guarded models, to Event Grid and to Azure Monitor.</summary>
internal static class ServiceCalls
{
    /// <param name="resource">The ARM id of the model's account or endpoint that has this host.</param>
    public static AzureCall? OfModel(string method, string path, string resource) => (method, path, resource.Contains(
        "/onlineEndpoints/", StringComparison.OrdinalIgnoreCase)) switch
    {
        ("POST", "/openai/v1/chat/completions", false) =>
            AzureCall.Of("Chat completions", resource, "Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action"),
        ("POST", "/openai/v1/completions", false) =>
            AzureCall.Of("Completions", resource, "Microsoft.CognitiveServices/accounts/OpenAI/deployments/completions/action"),
        ("POST", "/openai/v1/embeddings", false) =>
            AzureCall.Of("Embeddings", resource, "Microsoft.CognitiveServices/accounts/OpenAI/deployments/embeddings/action"),
        ("POST", "/openai/v1/responses", false) =>
            AzureCall.Of("Responses", resource, "Microsoft.CognitiveServices/accounts/OpenAI/responses/write"),
        ("GET", var stored, false) when stored.StartsWith("/openai/v1/responses/", StringComparison.Ordinal) =>
            AzureCall.Of("Read a response", resource, "Microsoft.CognitiveServices/accounts/OpenAI/responses/read"),
        ("DELETE", var stored, false) when stored.StartsWith("/openai/v1/responses/", StringComparison.Ordinal) =>
            AzureCall.Of("Delete a response", resource, "Microsoft.CognitiveServices/accounts/OpenAI/responses/delete"),
        ("POST", "/v1/chat/completions" or "/v1/responses" or "/score", true) =>
            AzureCall.Of("Score", resource, "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action"),
        _ => null,
    };

    public static AzureCall? OfTopic(string method, string path, string topic) =>
        method == "POST" && path == "/api/events"
            ? AzureCall.Of("Publish events", $"topic/{topic}", "Microsoft.EventGrid/events/send/action")
            : null;

    /// <summary>A query needs the right to ask, and one for each table that it may name.</summary>
    public static AzureCall? OfLogs(string method, string path, string workspace) =>
        method == "POST" && path == $"/v1/workspaces/{workspace}/query"
            ? AzureCall.All(
                "Query logs", "logs", "Microsoft.OperationalInsights/workspaces/read",
                "Microsoft.OperationalInsights/workspaces/query/read",
                "Microsoft.OperationalInsights/workspaces/query/AzureDiagnostics/read",
                "Microsoft.OperationalInsights/workspaces/query/AzureActivity/read",
                "Microsoft.OperationalInsights/workspaces/query/StorageBlobLogs/read")
            : null;

    public static AzureCall? OfIngestion(string method, string path) =>
        method == "POST" && path.StartsWith("/dataCollectionRules/", StringComparison.Ordinal)
            ? AzureCall.Of("Upload logs", "telemetry", "Microsoft.Insights/Telemetry/Write")
            : null;
}
