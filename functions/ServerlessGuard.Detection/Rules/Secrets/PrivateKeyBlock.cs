namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>PEM and OpenPGP private key, whole or cut off.</summary>
internal sealed class PrivateKeyBlock : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-187",
        Kind = "private-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("-----BEGIN"),
        Pattern = @"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?:[^-]|-[^-])*-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|(?:[\s\\rn""\x27+,]{0,12}[A-Za-z0-9+/=]{20,80})+)",
        MaxLength = 16384,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.99,
        Positives = [
            "Key:\n«---" + "--BEGIN EC PRIVATE KEY-----\nMHcCAQEE" + "IB0aTq1v5nXb0e3sZ6y7mJd8Qk2Wr4Lp9Ht5Vg1Fu3Ne\n-----END EC PRIVATE KEY-----»\nend",
        ],
        Negatives = [
            "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----",
        ],
    };
}
