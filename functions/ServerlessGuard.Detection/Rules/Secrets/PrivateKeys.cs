using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Private keys in the formats of files.</summary>
internal static class PrivateKeys
{
    /// <summary>age identity.</summary>
    public static Rule AgeSecretKey { get; } = new()
    {
        Id = "SG-SEC-057",
        Kind = "age-secret-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AGE-SECRET-KEY-1"),
        Pattern = "AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}",
        MaxLength = 74,
        Confidence = 0.99,
        Positives = [
            "Rotate «AGE" + "-SECRET-KEY-1K0HTXZSUF8" + "59A0G90GV2SS7NCR5YLH84PH2ZCJQ50R6C5JGE0M360SR9WH» before Friday.",
            "value := \"«AG" + "E-SECRET-KEY-1S6RADNCEA954E0J27HZ3" + "ED3GCC5ZFW09LZ8WADK02A0E3WFA2C455TV0FC»\"",
        ],
        Negatives = [
            "test vector AGE" + "-SECRET-KEY-1K0HTXZSUF859A0G90GV2" + "SS7NCR5YLH84PH2ZCJQ50R6C5JGE0M360SR9W",
            "test vector XGE" + "-SECRET-KEY-1S6RADNCEA954E0J27HZ3E" + "D3GCC5ZFW09LZ8WADK02A0E3WFA2C455TV0FC",
        ],
    };

    /// <summary>PEM and OpenPGP private key, whole or cut off.</summary>
    public static Rule PrivateKeyBlock { get; } = new()
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

    /// <summary>PuTTY private key file.</summary>
    public static Rule PuttyPrivateKey { get; } = new()
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

    /// <summary>The private part of a JSON Web Key (RFC 7517).</summary>
    public static Rule JsonWebKey { get; } = new()
    {
        Id = "SG-SEC-189",
        Kind = "private-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("\"d\""),
        Pattern = @"""d""\s{0,3}:\s{0,3}""(?<v>[A-Za-z0-9_-]{40,})""",
        MaxLength = 700,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = " {}\n",
        Check = SecretShape.MixedRandom,
        Confidence = 0.3,
        Context = ["kty", "crv"],
        Positives = [
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"«8jw" + "0Xc5Zb3qRk2Tn" + "Vy7Lm4Pd9Hs6Gf1Ea0Uu3Ii5Oo2»\"}",
        ],
        Negatives = [
            "{\"k" + "ty\":\"EC\",\"crv\":\"P-256\",\"d\":\"8jw0Xc5" + "Zb3qRk2TnVy7Lm4Pd9Hs6Gf1Ea0Uuexample\"}",
            "{\"d\":\"8jw0Xc5Zb3qRk2TnVy7Lm4Pd9Hs6Gf1Ea0Uu3Ii5Oo2\"}",
        ],
    };
}
