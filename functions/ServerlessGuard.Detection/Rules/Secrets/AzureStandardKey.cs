namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Azure key with a provider signature: JQQJ99 and a four-letter provider mark.</summary>
internal sealed class AzureStandardKey : IRuleSource
{
    public static Rule Rule { get; } = new()
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
}
