namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>PuTTY private key file.</summary>
internal sealed class PuttyPrivateKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-188",
        Kind = "private-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("PuTTY-User-Key-File-"),
        Pattern = @"PuTTY-User-Key-File-[23]: [^\x00]*?Private-MAC: [0-9a-f]{40,64}",
        MaxLength = 8192,
        Confidence = 0.99,
        Positives = [
            "«PuT" + "TY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPr" + "ivate-Lines: 1\nAAAAIGmPq0\nPrivate-MAC: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef»",
        ],
        Negatives = [
            "PuTTY-User-Key-File-3 is the name of the format",
        ],
    };
}
