using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Generated values that a name next to them calls a secret.</summary>
internal static class AssignedSecrets
{
    /// <summary>A generated value assigned to a name that says secret, token or key.</summary>
    public static Rule AssignedSecret { get; } = new()
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
        Pattern = @"[A-Za-z_][A-Za-z0-9_. -]{2,40}?[""\x27\]\\)>]{0,4}\s{0,6}(?:=>|:=|==|=|:|,|->|\bis\b|\bist\b|\best\b)\s{0,8}[@bru]?[""\x27`\\]{0,3}(?<v>[A-Za-z0-9][A-Za-z0-9_+/=.~:-]{6,190}\(?)",
        IgnoreCase = true,
        MaxLength = 256,
        LeftBoundary = false,
        Check = SecretShape.Assigned,
        LabelCheck = SecretNames.MayHoldSecret,
        Confidence = 0.75,
        Positives = [
            "client_secret: \"«q7X" + "k2Lm" + "9s4Tn8Vb3»\"",
            "apiKey = «0f9" + "d8c7b6a5e" + "4d3c2b1a0f9d8c7b6a5e»",
            "\"refresh_token\" : \"«aB3" + "dE5f" + "G7hJ9kL1m»\"",
            "The API key is «w8Rz" + "3Lq7Tn2Kv5Xb» and works.",
        ],
        Negatives = [
            "token = request.headers.authorization",
            "secret: your-secret-here",
            "var token = cancellationTokenSource;",
            "\"nextPageToken\": \"none\"",
            "API_KEY_URL: https://api.contoso.com/v1/keys/list",
            "secretName: web-tls-certificate-2031",
            "tokenizationId: '0f9d8c7b6a5e4d3c2b1a0f9d8c7b6a5e'",
            "token_expires_at: 2031-04-05T06:07:08Z",
        ],
    };

    /// <summary>A generated value assigned to a name that ends in key.</summary>
    public static Rule AssignedVendorKey { get; } = new()
    {
        Id = "SG-SEC-204",
        Kind = "api-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["key"], 44),
        Pattern = @"[A-Za-z][A-Za-z0-9_.-]{1,40}[_. -]?key[A-Za-z0-9_]{0,12}[""\x27\]\\)>]{0,4}\s{0,6}(?:=>|:=|==|=|:|,|->)\s{0,8}[@bru]?[""\x27`\\]{0,3}(?<v>[A-Za-z0-9][A-Za-z0-9_+/=~-]{12,190}(?:\.[A-Za-z0-9_+/=~-]{4,150})?\(?)",
        IgnoreCase = true,
        MaxLength = 250,
        Check = SecretShape.NamedButNoUuid,
        LabelCheck = SecretNames.HoldsSecret,
        Confidence = 0.6,
        Positives = [
            "contoso_key = \"«q7X" + "k2Lm9s4" + "Tn8Vb3Rp6Wd1Zc5»\"",
        ],
        Negatives = [
            "contoso_key = \"q7" + "Xk2Lm9s4Tn" + "8Vb3Rpexample\"",
            "primary_key = customer_identifier",
            "\"key\": \"value\"",
            "foreign_key: 123e4567-e89b-12d3-a456-426614174000",
            "monkey_id: 0f9d8c7b6a5e4d3c2b1a0f9d8c7b6a5e",
            "ssh_public_key = AAAAC3NzaC1lZDI1NTE5AAAAIGmPq0x7",
        ],
    };

    /// <summary>A generated value that follows the words secret, token, access, private or key.</summary>
    public static Rule SpacedSecret { get; } = new()
    {
        Id = "SG-SEC-205",
        Kind = "api-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("secret", "token", "private", "access", "apikey", "authtoken", " key ", "key-"),
        Pattern = @"\s?[A-Za-z_]{3,10}(?:[A-Za-z_.-]{0,14}|[A-Z]{0,6})(?:[ _.-]{0,4}(?:api|access|secret|private|key|token|code|auth)){0,3}(?:[\s:=]\s{0,4}[""\x27`]?|[.-])(?<v>[A-Za-z0-9][A-Za-z0-9_+/=~-]{12,190}(?:\.[A-Za-z0-9_+/=~-]{4,150})?\(?)",
        IgnoreCase = true,
        MaxLength = 256,
        LeftBoundary = false,
        Check = SecretShape.Named,
        LabelCheck = SecretNames.MayHoldSecret,
        Confidence = 0.62,
        Positives = [
            "contoso SECRET «q7X" + "k2Lm9s4" + "Tn8Vb3Rp6Wd1Zc5»",
            "contosoTOKEN-«0f9" + "d8c7b6a5e" + "4d3c2b1a0f9d8c7b6a5e»",
        ],
        Negatives = [
            "token_version q7X" + "k2Lm9s4" + "Tn8Vb3Rp6W",
            "the secret ingredient of our vegetable soup",
            "access to infrastructure-and-networking",
            "token CancellationTokenSourceExtensions",
        ],
    };

    /// <summary>A generated value near the name of a service whose keys have no shape of their own.</summary>
    public static Rule VendorSecret { get; } = new()
    {
        Id = "SG-SEC-206",
        Kind = "api-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(VendorNames.All),
        Pattern = @"[a-z0-9][a-z0-9.]{1,30}?(?:[ _./-]{0,4}(?:api|app|application|access|auth|authentication|authtoken|secret|private|key|keys|token|tokeny|pat|client|personal|live|test|prod|password|pwd|passwd|code|account|user|admin|service|server|oauth|bearer|refresh|webhook|signing|encryption|dev|rest|http|v[0-9])){0,6}(?:[""\x27\]\\)>]{0,4}(?:\s{0,4}(?:=>|:=|==|=|:|,|->)\s{0,6}|\s{1,4}is\s{1,6})[""\x27`\\<]{0,3}|[""\x27\]\\)>]{0,3}\s\s{0,4}[""\x27`]?|-)(?<v>[A-Za-z0-9][A-Za-z0-9_+/=~-]{12,190}(?:\.[A-Za-z0-9_+/=~-]{4,150})?\(?)",
        IgnoreCase = true,
        MaxLength = 256,
        LeftBoundary = false,
        Check = SecretShape.Named,
        LabelCheck = SecretNames.MayHoldSecret,
        Confidence = 0.7,
        Positives = [
            "datadog = \"«q7X" + "k2Lm9s4" + "Tn8Vb3Rp6Wd1Zc5»\"",
            "mailjet «0f9" + "d8c7b6a5e" + "4d3c2b1a0f9d8c7b6a5e»",
            "postmark_server: «123" + "e4567-e89b-" + "42d3-a456-426614174000»",
        ],
        Negatives = [
            "datadog_token_service = \"q7" + "Xk2Lm9s4Tn" + "8Vb3Rp6Wd1Zc5\"",
            "cloudflare: content-delivery-network",
            "github.com/contoso/shop-frontend",
            "sentry-javascript-integration-tests",
        ],
    };
}
