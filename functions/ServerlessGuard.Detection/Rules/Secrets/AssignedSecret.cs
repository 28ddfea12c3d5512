using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>A generated value assigned to a name that says secret, token or key.</summary>
internal sealed class AssignedSecret : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-203",
        Kind = "api-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(
            "secret", "token", "apikey", "api_key", "api-key", "api key", "access_key", "accesskey",
            "access-key", "access key", "private_key", "privatekey", "private-key", "private key", "auth_key", "authkey",
            "auth-key", "client_key", "service_key", "account_key", "app_key", "license_key", "encryption_key", "signing_key",
            "master_key", "shared_key", "webhook_key", "consumer_key", "subscription_key", "subscription-key", "host_key", "storage_key",
            "_pat", "credential", "accountkey"),
        Pattern = @"[A-Za-z_][A-Za-z0-9_. -]{2,40}?[""\x27\]\\)>]{0,4}\s{0,6}(?:=>|:=|==|=|:|,|->)\s{0,8}[@bru]?[""\x27`\\]{0,3}(?<v>[A-Za-z0-9][A-Za-z0-9_+/=.~:-]{6,190}\(?)",
        IgnoreCase = true,
        MaxLength = 256,
        LeftBoundary = false,
        Check = SecretShape.Assigned,
        Confidence = 0.75,
        Positives = [
            "client_secret: \"«q7X" + "k2Lm" + "9s4Tn8Vb3»\"",
            "apiKey = «0f9" + "d8c7b6a5e" + "4d3c2b1a0f9d8c7b6a5e»",
            "\"refresh_token\" : \"«aB3" + "dE5f" + "G7hJ9kL1m»\"",
        ],
        Negatives = [
            "token = request.headers.authorization",
            "secret: your-secret-here",
            "var token = cancellationTokenSource;",
            "\"nextPageToken\": \"none\"",
        ],
    };
}
