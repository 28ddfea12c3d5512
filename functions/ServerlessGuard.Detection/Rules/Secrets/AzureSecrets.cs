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
            "«DS" + "d6Q~d0daRmodCfbda" + "3bFHDCfY.QyEBfoCcdFej» leaked in a screenshot",
        ],
        Negatives = [
            "parser dropped DSd" + "6Q~d0daRmodCfbda3" + "bFHDCfY.QyEBfoCcdFejQ",
            "parser dropped DSd" + "#Q~d0daRmodCfbda3" + "bFHDCfY.QyEBfoCcdFej",
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
            "ENTRY Rotate AccountKey=«bi" + "Mcb/BDeOXD8nkAJbDcoaUBbdkOCaaB4+Awf21ETce" + "vjfu6cFmL/0d9ebEdoSadaBC+A+1CidS278d2lAdE60==» END",
        ],
        Negatives = [
            "almost: Rotate Acc" + "ountKey=fpXpe/HKqIWF6" + "noISnYjmfMAlinYMimS7+Pwx",
            "almost: Rotate Acc" + "ountKey=biMcb#BDeOXD8nkAJbDcoaUBbdkOCaaB4+Awf2" + "1ETcevjfu6cFmL/0d9ebEdoSadaBC+A+1CidS278d2lAdE60==",
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
            "see `Rotate SharedAccessKey=«fv" + "FC/JCFe+fUCFYBc96ZC" + "ffBfdKFp6BgcR7ANocnKF8=»` below",
        ],
        Negatives = [
            "Rotate Sha" + "redAccessKey=khIL/HB" + "Cm+cXDZZBm64ZFedKstTUm1 never worked",
            "Rotate Sha" + "redAccessKey=fvFC#JCFe+fUCF" + "YBc96ZCffBfdKFp6BgcR7ANocnKF8= never worked",
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
            "value := \"?sv=2024-11-04&sp=r&sig=«B3" + "Brs8jmRk65cCrJUecPAd" + "CA4fBLepB6hDaCgfKVn1f%3D»\"",
        ],
        Negatives = [
            "test vector ?sv" + "=2024-11-04&sp=r&sig=X8Arw5xsRg" + "41tYoJXoiRFwSJ7dMJjvO9nSdDgfKQz1a%3",
            "test vector ?sv" + "=2024-11-04&sp=r&sig=B#Brs8jmRk6" + "5cCrJUecPAdCA4fBLepB6hDaCgfKVn1f%3D",
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
            "why does «cf" + "TayR1crecdEVfhdEzaB9acaQcdEc4e7d5BEApa2" + "qQCfkdJ37hCJQQJ993F6acBEYDfAHM8XXYkDADA7EDP» fail?",
        ],
        Negatives = [
            "rejected value ddH" + "zsV2bsesdCScvtDjiP3gdcNivWt2z9b0FOWvq8" + "uZTfybO35kOJQQJ990F8noQKWEhXHU0TSLqAZDO7RG",
            "rejected value cfT" + "ayR#crecdEVfhdEzaB9acaQcdEc4e7d5BEApa2q" + "QCfkdJ37hCJQQJ993F6acBEYDfAHM8XXYkDADA7EDP",
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
            "[«0e" + "2+xSFke7a21DQdVJM2cAelbTdJcQA8ecBc4YBCNiB" + "A3fbj0apFfm/vaiCFvDdrvdre5JC6UPQf+AStOA3Awd==»]",
        ],
        Negatives = [
            "regression input 1g8" + "+oWYqb9v32AKyNGU0hNhnxKaPbGA1teId8YODWsR" + "M1zgr8dpEjj/saqUNtNoyvqta7WD0URGz+AStSI6Dyw=",
            "regression input #e2" + "+xSFke7a21DQdVJM2cAelbTdJcQA8ecBc4YBCNiBA" + "3fbj0apFfm/vaiCFvDdrvdre5JC6UPQf+AStOA3Awd==",
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
            "export API_VALUE=«OF" + "BXa4OF7BaEnlAVGfDBEBfEB" + "j217S8DC2vsqAcC7ZAzSeDBfpNV»",
        ],
        Negatives = [
            "\"GC" + "MXr4YY6GoJphZVWlAXDCpCO" + "i571S6DJ1ppsWdA5TAzSeFCfoR\" was refused",
            "\"OF" + "BXa#OF7BaEnlAVGfDBEBfEBj" + "217S8DC2vsqAcC7ZAzSeDBfpNV\" was refused",
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
            "config: { \"value\": \"Endpoint=https://shop.azconfig.io;Id=ab1-l0-s0:eJcS7U13lz4MIfHej4go;Secret=«Fu" + "RFCEWZoBE/beb56bDgC" + "8bJPcJbbBbY4bbFeC+dQC3=»\" }",
        ],
        Negatives = [
            "End" + "point=https://shop.azconfig.io;Id=ab1-l0-s0:eJcS7U1" + "3lz4MIfHej4go;Secret=EuRLJETUrQF/dyr79wFoB6eLPjSefAnY8 is too short or misspelt",
            "End" + "point=https://shop.azconfig.io;Id=ab1-l0-s0:eJcS7U13lz4M" + "IfHej4go;Secret=FuRFCEWZoBE/beb56bDgC8*JPcJbbBbY4bbFeC+dQC3= is too short or misspelt",
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
            "- value: https://shop.azurewebsites.net/api/orders?code=«U_" + "E7KmtBZ8HEFzBc0j3lddfVzFr" + "8FFcA-aPvCdxdbF9z0BYBbE4y5Y==»",
        ],
        Negatives = [
            "docs mention htt" + "ps://shop.azurewebsites.net/api/orders?" + "code=S_I4YmjBK7XGMuCl6g1utadVxZm4CVfE-cJpYb as a wrong one",
            "docs mention htt" + "ps://shop.azurewebsites.net/api/orders?code=U_E#" + "KmtBZ8HEFzBc0j3lddfVzFr8FFcA-aPvCdxdbF9z0BYBbE4y5Y== as a wrong one",
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
            "curl -H 'X-Value: ado_pat = \"«pb" + "effbcdc3lfqaddddyb74dyw" + "atfdfxde6adfk5bd2h5j7cbacfa»' https://api.example.com/v1",
        ],
        Negatives = [
            "typed ado_pat = \"om" + "lbbaags3gdqzfxymxd47zsw" + "fxdfyphb6ldfq5fr5j3s7caqyn by mistake",
            "typed ado_pat = \"pb" + "effbcdc3lfqaddddyb74dyw" + "a*fdfxde6adfk5bd2h5j7cbacfa by mistake",
        ],
    };
}
