using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Spanish organisation tax number (CIF: letter, seven digits, control).</summary>
internal sealed class EsCif : IRuleSource
{
    private const string Shape = @"[ABCDEFGHJNPQRSUVW]-?\d{7}-?[0-9A-J]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-089",
        Kind = "es-cif",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 8, maxBefore: 1, needsContext: true),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.3,
        Context = ["cif", "nif", "empresa", "sociedad"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["CIF «A58818501»", "empresa «B65410011»"],
        Negatives = ["CIF A58818502", "A58818501 code"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        var sum = Weighted.CrossSum(number.AsSpan(1), [2, 1, 2, 1, 2, 1, 2]);
        var control = (10 - (sum % 10)) % 10;
        return number[8] == '0' + control || number[8] == "JABCDEFGHI"[control];
    }
}
