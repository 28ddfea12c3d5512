using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>A generated value assigned to a name that ends in key.</summary>
internal sealed class AssignedVendorKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-204",
        Kind = "api-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["key"], 44),
        Pattern = @"[A-Za-z][A-Za-z0-9_.-]{1,40}[_. -]?key[A-Za-z0-9_]{0,12}[""\x27\]\\)>]{0,4}\s{0,6}(?:=>|:=|==|=|:|,|->)\s{0,8}[@bru]?[""\x27`\\]{0,3}(?<v>[A-Za-z0-9][A-Za-z0-9_+/=~-]{12,190}(?:\.[A-Za-z0-9_+/=~-]{4,150})?\(?)",
        IgnoreCase = true,
        MaxLength = 250,
        Check = SecretShape.NamedButNoUuid,
        Confidence = 0.6,
        Positives = [
            "contoso_key = \"«q7X" + "k2Lm9s4" + "Tn8Vb3Rp6Wd1Zc5»\"",
        ],
        Negatives = [
            "primary_key = customer_identifier",
            "\"key\": \"value\"",
            "foreign_key: 123e4567-e89b-12d3-a456-426614174000",
        ],
    };
}
