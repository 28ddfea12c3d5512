namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Keys and tokens of Azure.</summary>
internal static class AzureSecrets
{
    /// <summary>Microsoft Entra client secret: three characters, a digit and Q~.</summary>
    public static Rule AzureClientSecret { get; } = new()
    {
        Id = "SG-SEC-014",
        Kind = "azure-client-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["Q~"], 4),
        Pattern = "[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}",
        MaxLength = 44,
        LeftBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «WKe" + "8Q~c6tbXmoeV" + "tcth2kVVCRaO.OqECsoPccBqo» before Friday.",
        ],
        Negatives = [
            "WKe8Q~ is not one",
            "The azure-client-secret page describes the format.",
        ],
    };

    /// <summary>Azure account key in a connection string.</summary>
    public static Rule AzureStorageKey { get; } = new()
    {
        Id = "SG-SEC-015",
        Kind = "azure-storage-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AccountKey="),
        Pattern = "AccountKey=(?<v>[A-Za-z0-9+/]{40,86}={0,2})",
        MaxLength = 100,
        Confidence = 0.98,
        Positives = [
            "Rotate AccountKey=«fpX" + "pe/HKqIWF6noISnYjmfMAlinYMim" + "S7+Pwx16POfnljsr9eJqK/4s8uuJioSyplOF+J+0ZlxP563i2mMmG12==» before Friday.",
        ],
        Negatives = [
            "AccountKey=fpXpe/HKqIW is not one",
            "The azure-storage-key page describes the format.",
        ],
    };

    /// <summary>Azure Service Bus, Event Hubs and IoT Hub shared access key.</summary>
    public static Rule AzureSharedAccessKey { get; } = new()
    {
        Id = "SG-SEC-016",
        Kind = "azure-shared-access-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("SharedAccessKey="),
        Pattern = "SharedAccessKey=(?<v>[A-Za-z0-9+/]{32,88}={0,2})",
        MaxLength = 110,
        Confidence = 0.98,
        Positives = [
            "Rotate SharedAccessKey=«khI" + "L/HBCm+cXDZZB" + "m64ZFedKstTUm1AqjG5YLtdiIZ4=» before Friday.",
        ],
        Negatives = [
            "SharedAccessKey=khIL/H is not one",
            "The azure-shared-access-key page describes the format.",
        ],
    };

    /// <summary>The signature of an Azure shared access signature.</summary>
    public static Rule AzureSasSignature { get; } = new()
    {
        Id = "SG-SEC-017",
        Kind = "azure-sas-signature",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sig="),
        Pattern = "sig=(?<v>[A-Za-z0-9%+/]{43,}(?:%3[dD]|=))",
        MaxLength = 200,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.9,
        Positives = [
            "?sv=2024-11-04&sp=r&sig=«X8A" + "rw5xsRg41tYoJX" + "oiRFwSJ7dMJjvO9nSdDgfKQz1a%3D» is in the notes",
        ],
        Negatives = [
            "?sv=2024-11-04&sp=r&sig=X8Arw5 is not one",
            "The azure-sas-signature page describes the format.",
        ],
    };

    /// <summary>Azure key with a provider signature: JQQJ99 and a four-letter provider mark.</summary>
    public static Rule AzureStandardKey { get; } = new()
    {
        Id = "SG-SEC-018",
        Kind = "azure-service-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["JQQJ99"], 52),
        Pattern = "[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{18}[A-Z0-9]{4}[A-Za-z0-9]{4}",
        MaxLength = 84,
        Confidence = 0.98,
        Positives = [
            "Rotate «ddH" + "zsV2bsesdCScvtDjiP3gdcNivWt" + "2z9b0FOWvq8uZTfybO35kOJQQJ990F8noQKWEhXHU0TSLqAZDO7RGM» before Friday.",
        ],
        Negatives = [
            "ddHzsV2bse is not one",
            "The azure-service-key page describes the format.",
        ],
    };

    /// <summary>Azure storage, Batch or Cosmos DB key with its provider mark.</summary>
    public static Rule AzureMarkedStorageKey { get; } = new()
    {
        Id = "SG-SEC-019",
        Kind = "azure-storage-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["+ASt", "+ABa", "ACDb"], 76),
        Pattern = @"[A-Za-z0-9+/]{76}(?:\+ASt|\+ABa|ACDb)[A-Za-z0-9+/]{6}==",
        MaxLength = 88,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.98,
        Positives = [
            "Rotate «1g8" + "+oWYqb9v32AKyNGU0hNhnxKaPbGA" + "1teId8YODWsRM1zgr8dpEjj/saqUNtNoyvqta7WD0URGz+AStSI6Dyw==» before Friday.",
        ],
        Negatives = [
            "1g8+oWYqb9v is not one",
            "The azure-storage-key page describes the format.",
        ],
    };

    /// <summary>Azure messaging, IoT, search, function, registry or cache key with its provider mark.</summary>
    public static Rule AzureMarkedMessagingKey { get; } = new()
    {
        Id = "SG-SEC-020",
        Kind = "azure-service-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["+ASb", "+AEh", "+ARm", "AIoT", "AzSe", "AzFu", "+ACR", "AzCa"], 44),
        Pattern = @"[A-Za-z0-9+/]{33}(?:\+ASb|\+AEh|\+ARm|AIoT)[A-Za-z0-9+/]{6}=|[A-Za-z0-9]{42}AzSe[A-Za-z0-9]{6}|[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{6}[AQgw]==|[A-Za-z0-9+/]{42}\+ACR[A-Za-z0-9+/]{6}|[A-Za-z0-9]{33}AzCa[A-Za-z0-9]{6}=",
        MaxLength = 60,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «GCM" + "Xr4YY6GoJphZVWlA" + "XDCpCOi571S6DJ1ppsWdA5TAzSeFCfoRY» before Friday.",
        ],
        Negatives = [
            "GCMXr4 is not one",
            "The azure-service-key page describes the format.",
        ],
    };

    /// <summary>Azure App Configuration connection string secret.</summary>
    public static Rule AzureAppConfigurationSecret { get; } = new()
    {
        Id = "SG-SEC-021",
        Kind = "azure-app-configuration-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("azconfig.io;Id="),
        Pattern = @"azconfig\.io;Id=[^;\s]{4,80};Secret=(?<v>[A-Za-z0-9+/]{36,100}={0,2})",
        MaxLength = 240,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.98,
        Positives = [
            "Endpoint=https://shop.azconfig.io;Id=ab1-l0-s0:eJcS7U13lz4MIfHej4go;Secret=«EuR" + "LJETUrQF/dyr7" + "9wFoB6eLPjSefAnY8qqBrT+gNQ3=» is in the notes",
        ],
        Negatives = [
            "Endpoint=https://shop.azconfig.io;Id=ab1-l0-s0:eJcS7U13lz4MIfHej4go;Secret=EuRLJE is not one",
            "The azure-app-configuration-secret page describes the format.",
        ],
    };

    /// <summary>Azure Functions key in a URL or a header.</summary>
    public static Rule AzureFunctionKey { get; } = new()
    {
        Id = "SG-SEC-022",
        Kind = "azure-function-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("azurewebsites.net/api/"),
        Pattern = @"azurewebsites\.net/api/[^\s""\x27<>]{1,120}[?&]code=(?<v>[A-Za-z0-9_%/+-]{40,90}={0,2})",
        MaxLength = 256,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "https://shop.azurewebsites.net/api/orders?code=«S_I" + "4YmjBK7XGMuCl6g1u" + "tadVxZm4CVfE-cJpYbmmqF6i9XRBaB5n2P==» is in the notes",
        ],
        Negatives = [
            "https://shop.azurewebsites.net/api/orders?code=S_I4Ymj is not one",
            "The azure-function-key page describes the format.",
        ],
    };

    /// <summary>Azure DevOps personal access token near words that name it.</summary>
    public static Rule AzureDevOpsToken { get; } = new()
    {
        Id = "SG-SEC-023",
        Kind = "azure-devops-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ado_pat", "azure_devops", "azuredevops", "devops_pat", "dev.azure.com", "azdo", "VSS_NUGET", "vsts", "SYSTEM_ACCESSTOKEN"),
        Pattern = @"(?:ado_pat|azure_?devops|devops_pat|dev\.azure\.com|azdo|vss_nuget|vsts|system_accesstoken)[^\n]{0,60}?\b(?<v>[a-z2-7]{52})\b",
        IgnoreCase = true,
        MaxLength = 160,
        LeftBoundary = false,
        Confidence = 0.85,
        Positives = [
            "Rotate ado_pat = \"«oml" + "bbaags3gdqzfxymx" + "d47zswfxdfyphb6ldfq5fr5j3s7caqynw»\" before Friday.",
        ],
        Negatives = [
            "ado_pat = \"omlbba is not one",
            "The azure-devops-token page describes the format.",
        ],
    };
}
