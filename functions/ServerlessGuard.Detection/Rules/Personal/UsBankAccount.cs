using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A bank account number near a word for it (no common format).</summary>
internal sealed class UsBankAccount : IRuleSource
{
    private const string Shape = @"\d{8,17}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-045",
        Kind = "us-bank-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 17, needsContext: true),
        Pattern = Shape,
        MaxLength = 17,
        Confidence = 0.1,
        Context = ["bank account", "account number", "checking account", "savings account", "bank account number", "acct", "account no", "debit account", "banking account", "bank number"],
        ContextConfidence = 0.7,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["bank account «12345678901»", "account number: «00448812345»"],
        Negatives = ["item 12345678901", "bank account 1234567"],
    };
}
