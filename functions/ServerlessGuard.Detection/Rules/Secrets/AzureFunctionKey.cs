namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Azure Functions key in a URL or a header.</summary>
internal sealed class AzureFunctionKey : IRuleSource
{
    public static Rule Rule { get; } = new()
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
}
