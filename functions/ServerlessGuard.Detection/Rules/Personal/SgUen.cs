using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Singaporean unique entity number (business, company, and other entities).</summary>
internal sealed class SgUen : IRuleSource
{
    private const string Shape = @"\d{8}[A-Z]|(?:19|20)\d{2}\d{5}[A-Z]|[RST]\d{2}(?:LP|LL|FC|PF|RF|MQ|MM|NB|CC|CS|MB|FM|GS|DP|CP|NR|CM|CD|MD|HS|VH|CH|MH|CL|XL|CX|HC|RP|TU|TC|FB|FN|PA|PB|SS|MC|SM|GA|GB)\d{4}[A-Z]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-125",
        Kind = "sg-uen",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(4, 9, maxBefore: 5),
        Pattern = Shape,
        MaxLength = 10,
        Check = IsValid,
        Confidence = 0.6,
        Context = ["uen", "acra", "entity number", "singapore"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["code «53125226D» given", "UEN: «201312362G»", "uen «T08GB0088H»"],
        Negatives = ["53125226E", "UEN 53125226"],
    };

    private const string EntityOrder = "ABCDEFGHJKLMNPQRSTUVWX0123456789";

    /// <summary>Businesses, local companies and other entities each have their own weights and letters.</summary>
    private static bool IsValid(ReadOnlySpan<char> value)
    {
        if (value.Length == 9)
        {
            return value[8] == "XMKECAWLJDB"[Weighted.Sum(value, [10, 4, 9, 3, 8, 2, 7, 1]) % 11];
        }

        if (char.IsAsciiDigit(value[0]))
        {
            return value[9] == "ZKCMDNERGWH"[Weighted.Sum(value, [10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11];
        }

        int[] weights = [4, 3, 5, 3, 10, 2, 2, 5, 7];
        var sum = 0;
        for (var i = 0; i < 9; i++)
        {
            sum += EntityOrder.IndexOf(value[i]) * weights[i];
        }

        return value[9] == EntityOrder[(sum + 6) % 11];
    }
}
