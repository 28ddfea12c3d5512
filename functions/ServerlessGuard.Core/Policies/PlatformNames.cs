namespace ServerlessGuard.Core.Policies;

/// <summary>
/// The platforms that a policy can name: of a model, where it runs; of a credential, who issues its key. The schema
/// <c>policies/guard.schema.json</c> lists the same names, and an adapter is behind each (<c>PlatformListTests</c>).
/// </summary>
public static class PlatformNames
{
    public const string AzureOpenAI = "azure-openai";

    /// <summary>Online endpoints of Azure Machine Learning.</summary>
    public const string AzureMachineLearning = "azure-ml";

    public const string AzureStorage = "azure-storage";

    public const string AzureEventGrid = "azure-eventgrid";

    /// <summary>Any OpenAI-compatible endpoint.</summary>
    public const string OpenAI = "openai";

    /// <summary>An endpoint of Anthropic's Messages API, which takes its key as <c>x-api-key</c>.</summary>
    public const string Anthropic = "anthropic";

    /// <summary>A third party whose owner runs a webhook that rotates its keys.</summary>
    public const string Generic = "generic";

    /// <summary>Keys that the embedded host makes up, to try a policy out.</summary>
    public const string Simulated = "simulated";

    /// <summary>The values of <c>models.MODEL.platform</c>.</summary>
    public static IReadOnlyList<string> OfModels { get; } = [AzureOpenAI, AzureMachineLearning, OpenAI, Anthropic];

    /// <summary>The values of <c>credentials.platform</c>.</summary>
    public static IReadOnlyList<string> OfKeys { get; } = [
        AzureOpenAI, AzureMachineLearning, AzureStorage, AzureEventGrid, Generic, Simulated
    ];

    /// <summary>
    /// The platform that knows a model's deployments: what only answers calls has no versions, and the gateway's routes stand for them.
    /// </summary>
    public static string OfDeployments(string platform) => platform == Anthropic ? OpenAI : platform;

    /// <summary>Whether a policy's <c>resource</c> is a resource in Azure, on which grants exist.</summary>
    public static bool IsInAzure(string platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return platform.StartsWith("azure-", StringComparison.Ordinal);
    }
}
