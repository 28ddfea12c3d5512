using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Chilean tax and identity number (RUT: weights 2 to 7 repeating, modulus 11, K for ten).</summary>
internal sealed class ClRut : IRuleSource
{
    private const string Shape = @"\d{1,2}\.\d{3}\.\d{3}-[0-9Kk]|\d{7,8}-[0-9Kk]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-145",
        Kind = "cl-rut",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 9),
        Pattern = Shape,
        MaxLength = 12,
        Check = IsValid,
        Confidence = 0.6,
        Context = ["rut", "run", "chile", "cédula"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["RUT «12.345.678-5»", "run «7654321-6»"],
        Negatives = ["12.345.678-6", "RUT 1234-5"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        var sum = 0;
        for (var i = 0; i < number.Length - 1; i++)
        {
            sum += (number[number.Length - 2 - i] - '0') * (2 + (i % 6));
        }

        return number[^1] == "0K987654321"[sum % 11];
    }
}
