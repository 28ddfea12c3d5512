using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Addresses of the larger block chains.</summary>
internal static class CryptocurrencyAddresses
{
    /// <summary>A Bitcoin address: Base58Check (P2PKH, P2SH) with double SHA-256 checksum.</summary>
    public static Rule BitcoinAddress { get; } = new()
    {
        Id = "SG-PII-012",
        Kind = "crypto-bitcoin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(26, 35),
        Pattern = @"[13][1-9A-HJ-NP-Za-km-z]{25,34}",
        MaxLength = 35,
        Check = Base58.IsCheckedAddress,
        Confidence = 0.9,
        Context = ["bitcoin", "btc", "wallet"],
        Positives = ["send bitcoin to «1BoatSLRHtKNngkdXEeobR76b53LETtpyT»", "btc «3P14159f73E4gFr7JterCCQh9QjiTjiZrG» please"],
        Negatives = ["bitcoin 1BoatSLRHtKNngkdXEeobR76b53LETtpyU", "wallet 1BoatSLRHtKNngk"],
    };

    /// <summary>A Bitcoin segregated-witness address (BIP 173 Bech32, BIP 350 Bech32m).</summary>
    public static Rule BitcoinSegwitAddress { get; } = new()
    {
        Id = "SG-PII-013",
        Kind = "crypto-bitcoin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("bc1", "BC1"),
        Pattern = @"(?:bc1|BC1)[A-Za-z0-9]{11,87}",
        MaxLength = 90,
        Check = Bech32.IsSegwitAddress,
        Confidence = 0.95,
        Positives = ["to «bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4»", "«BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4»", "«bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0»"],
        Negatives = ["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "bc1 is a prefix"],
    };

    /// <summary>An Ethereum account address (EIP-55 checksum where the case is mixed).</summary>
    public static Rule EthereumAddress { get; } = new()
    {
        Id = "SG-PII-014",
        Kind = "crypto-ethereum",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("0x"),
        Pattern = @"0x[0-9A-Fa-f]{40}",
        MaxLength = 42,
        Check = Checks.EthereumAddress.IsValid,
        Confidence = 0.9,
        Positives = ["wallet «0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed»", "«0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359» paid"],
        Negatives = ["0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x0000000000000000000000000000000000000000", "0xdeadbeef"],
    };

    /// <summary>A Monero standard address or subaddress (Keccak-256 checksum in block-wise base58).</summary>
    public static Rule MoneroAddress { get; } = new()
    {
        Id = "SG-PII-015",
        Kind = "crypto-monero",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(95, 95),
        Pattern = @"[48][1-9A-HJ-NP-Za-km-z]{94}",
        MaxLength = 95,
        Check = Checks.MoneroAddress.IsValid,
        Confidence = 0.95,
        Positives = ["xmr «44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A»", "«888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H»"],
        Negatives = ["44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3B", "4abc"],
    };

    /// <summary>A Litecoin address: Base58Check (L, M) or Bech32 (ltc1).</summary>
    public static Rule LitecoinAddress { get; } = new()
    {
        Id = "SG-PII-016",
        Kind = "crypto-litecoin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(15, 92),
        Pattern = @"[LM][1-9A-HJ-NP-Za-km-z]{26,33}|ltc1[a-z0-9]{11,87}",
        MaxLength = 92,
        Check = IsAddress,
        Confidence = 0.9,
        Positives = ["ltc «LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9»", "«LbTjMGN7gELw4KbeyQf6cTCq859hD18guE» is theirs"],
        Negatives = ["LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH8", "Lorem ipsum"],
    };

    private static bool IsAddress(ReadOnlySpan<char> value) =>
        value.StartsWith("ltc1", StringComparison.Ordinal) ? Bech32.IsSegwitAddress(value) : Base58.IsCheckedAddress(value);

    /// <summary>An XRP Ledger classic address (Base58Check in the ledger's own alphabet).</summary>
    public static Rule RippleAddress { get; } = new()
    {
        Id = "SG-PII-017",
        Kind = "crypto-ripple",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(25, 35),
        Pattern = @"r[1-9A-HJ-NP-Za-km-z]{24,34}",
        MaxLength = 35,
        Check = Base58.IsCheckedRippleAddress,
        Confidence = 0.9,
        Positives = ["xrp «rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh»", "to «rrrrrrrrrrrrrrrrrrrrBZbvji» now"],
        Negatives = ["rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTj", "rrrrrrrrrrrrrrrrrrrrrrrrrrr"],
    };

    /// <summary>A Solana account address: base58 of 32 bytes. It has no checksum, so it needs a word for it near.</summary>
    public static Rule SolanaAddress { get; } = new()
    {
        Id = "SG-PII-018",
        Kind = "crypto-solana",
        Category = FindingCategory.Personal,
        Anchor = Anchor.NearContext(),
        Pattern = @"[1-9A-HJ-NP-Za-km-z]{32,44}",
        MaxLength = 44,
        Check = Is32Bytes,
        Confidence = 0.2,
        Context = ["solana", "sol wallet", "sol address", "phantom"],
        Positives = ["solana wallet «7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV»", "Solana: «So11111111111111111111111111111111111111112»"],
        Negatives = ["solana wallet 2EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV", "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV", "solana is a chain with many many words in it"],
    };

    private static bool Is32Bytes(ReadOnlySpan<char> value) => Base58.Decode(value)?.Length == 32;
}
