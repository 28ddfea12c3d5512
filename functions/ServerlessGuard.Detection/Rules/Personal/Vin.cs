using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A vehicle identification number (ISO 3779; check digit of 49 CFR 565, as North America requires).</summary>
internal sealed class Vin : IRuleSource
{
    private const string Shape = @"[A-HJ-NPR-Z0-9]{17}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-032",
        Kind = "vehicle-vin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(17, 17),
        Pattern = Shape,
        MaxLength = 17,
        Check = IsValid,
        Confidence = 0.6,
        Context = ["vin", "vehicle", "chassis"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["VIN «1M8GDM9AXKP042788»", "car «1HGCM82633A004352» sold"],
        Negatives = ["1M8GDM9AYKP042788", "11111111111111111"],
    };

    private static readonly int[] Weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        if (value.Length != 17 || !value.ContainsAnyInRange('A', 'Z'))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += Weights[i] * Transliterate(value[i]);
        }

        return value[8] == (sum % 11 == 10 ? 'X' : (char)('0' + (sum % 11)));
    }

    /// <summary>A-H are 1-8, J-R are 1-9 (no O, Q), S-Z are 2-9.</summary>
    private static int Transliterate(char c) => c switch
    {
        <= '9' => c - '0',
        <= 'H' => c - 'A' + 1,
        <= 'R' => c - 'J' + 1,
        _ => c - 'S' + 2,
    };
}
