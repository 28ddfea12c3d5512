using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that authorities of Argentina, Chile and Colombia issue.</summary>
internal static class LatinAmerica
{
    private const string ArCuitShape = @"(?:2[03-7]|3[034])-?\d{8}-?\d";

    /// <summary>An Argentine tax or labour number (CUIT, CUIL: weights 5 4 3 2 7 6 5 4 3 2, modulus 11).</summary>
    public static Rule ArCuit { get; } = new()
    {
        Id = "SG-PII-144",
        Kind = "ar-cuit",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = ArCuitShape,
        MaxLength = 13,
        Check = IsArCuit,
        Confidence = 0.5,
        DigitsConfidence = 0.3,
        Context = ["cuit", "cuil", "afip", "argentina"],
        Labels = ["cuit", "cuil"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsArCuit, ArCuitShape),
        Positives = ["CUIT «20-12345678-6»", "cuil «27-28033514-8»"],
        Negatives = ["20-12345678-7", "CUIT 40-12345678-6"],
    };

    private static bool IsArCuit(ReadOnlySpan<char> value)
    {
        return Weighted.IsMultiple(Digits.Only(value), [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1], 11);
    }

    private const string ClRutShape = @"\d{1,2}\.\d{3}\.\d{3}-[0-9Kk]|\d{7,8}-[0-9Kk]";

    /// <summary>A Chilean tax and identity number (RUT: weights 2 to 7 repeating, modulus 11, K for ten).</summary>
    public static Rule ClRut { get; } = new()
    {
        Id = "SG-PII-145",
        Kind = "cl-rut",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 9),
        Pattern = ClRutShape,
        MaxLength = 12,
        Check = IsClRut,
        Confidence = 0.6,
        Context = ["rut", "run", "chile", "cédula"],
        Labels = ["rut"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsClRut, ClRutShape),
        Positives = ["RUT «12.345.678-5»", "run «7654321-6»"],
        Negatives = ["12.345.678-6", "RUT 1234-5"],
    };

    private static bool IsClRut(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        var sum = 0;
        for (var i = 0; i < number.Length - 1; i++)
        {
            sum += (number[number.Length - 2 - i] - '0') * (2 + (i % 6));
        }

        return number[^1] == "0K987654321"[sum % 11];
    }

    private const string CoNitShape = @"\d{3}\.?\d{3}\.?\d{3}-\d";

    /// <summary>A Colombian tax number (NIT: primes as weights, modulus 11) near a word for it.</summary>
    public static Rule CoNit { get; } = new()
    {
        Id = "SG-PII-146",
        Kind = "co-nit",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 10),
        Pattern = CoNitShape,
        MaxLength = 13,
        Check = IsCoNit,
        Confidence = 0.3,
        Context = ["nit", "colombia", "dian"],
        Labels = ["nit"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsCoNit, CoNitShape),
        Positives = ["NIT «800.197.268-4»", "nit «899999034-1»"],
        Negatives = ["NIT register, 800.197.268-5", "800197268-4 rows"],
    };

    private static bool IsCoNit(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var rest = Weighted.Sum(digits, [41, 37, 29, 23, 19, 17, 13, 7, 3]) % 11;
        return (rest < 2 ? rest : 11 - rest) == digits[9] - '0';
    }
}
