using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Spanish and Portuguese authorities issue.</summary>
internal static class SpainPortugal
{
    private const string EsNifShape = @"\d{7,8}-?[A-Z]";

    /// <summary>A Spanish national identity number (DNI/NIF: eight digits, letter by modulus 23).</summary>
    public static Rule EsNif { get; } = new()
    {
        Id = "SG-PII-086",
        Kind = "es-nif",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 8),
        Pattern = EsNifShape,
        IgnoreCase = true,
        MaxLength = 10,
        Check = IsEsNif,
        Confidence = 0.75,
        Context = ["dni", "nif", "documento nacional", "identidad"],
        Labels = ["dni", "nif"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsEsNif, EsNifShape, ignoreCase: true),
        Positives = ["DNI «12345678Z»", "NIF «87654321-X»"],
        Negatives = ["12345678A", "DNI 12345678"],
    };

    private static bool IsEsNif(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        return "TRWAGMYFPDXBNJZSQVHLCKE"[Digits.At(number, 0, number.Length - 1) % 23] == number[^1];
    }

    private const string EsNieShape = @"[XYZ]-?\d{7}-?[A-Z]";

    /// <summary>A Spanish foreigner's identity number (NIE: X, Y or Z, seven digits, letter by modulus 23).</summary>
    public static Rule EsNie { get; } = new()
    {
        Id = "SG-PII-087",
        Kind = "es-nie",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 8, maxBefore: 1),
        Pattern = EsNieShape,
        IgnoreCase = true,
        MaxLength = 11,
        Check = IsEsNie,
        Confidence = 0.85,
        Context = ["nie", "extranjero"],
        Labels = ["nie"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsEsNie, EsNieShape, ignoreCase: true),
        Positives = ["NIE «X1234567L»", "«Y7654321-G» extranjero"],
        Negatives = ["X1234567A", "NIE W1234567L"],
    };

    private static bool IsEsNie(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        var prefix = (char)('0' + number[0] - 'X');
        return "TRWAGMYFPDXBNJZSQVHLCKE"[Digits.At(prefix + number[1..^1], 0, 8) % 23] == number[^1];
    }

    private const string EsPassportShape = @"[A-Z]{3}\d{6}";

    /// <summary>A Spanish passport number (three letters, six digits) near a word for it.</summary>
    public static Rule EsPassport { get; } = new()
    {
        Id = "SG-PII-088",
        Kind = "es-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 6, maxBefore: 3),
        Pattern = EsPassportShape,
        IgnoreCase = true,
        MaxLength = 9,
        Confidence = 0.1,
        Context = ["pasaporte", "passport", "número de pasaporte"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, EsPassportShape, ignoreCase: true),
        Positives = ["pasaporte «AAA123456»", "Mi pasaporte es «XDA654321»"],
        Negatives = ["code AAA123456", "pasaporte AA12345"],
    };

    private const string EsCifShape = @"[ABCDEFGHJNPQRSUVW]-?\d{7}-?[0-9A-J]";

    /// <summary>A Spanish organisation tax number (CIF: letter, seven digits, control).</summary>
    public static Rule EsCif { get; } = new()
    {
        Id = "SG-PII-089",
        Kind = "es-cif",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 8, maxBefore: 1),
        Pattern = EsCifShape,
        MaxLength = 11,
        Check = IsEsCif,
        Confidence = 0.3,
        Context = ["cif", "nif", "empresa", "sociedad"],
        Labels = ["cif"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsEsCif, EsCifShape),
        Positives = ["CIF «A58818501»", "empresa «B65410011»"],
        Negatives = ["CIF register, A58818502", "A58818501 code"],
    };

    private static bool IsEsCif(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        var sum = Weighted.CrossSum(number.AsSpan(1), [2, 1, 2, 1, 2, 1, 2]);
        var control = (10 - (sum % 10)) % 10;
        return number[8] == '0' + control || number[8] == "JABCDEFGHI"[control];
    }

    private const string EsSocialSecurityShape = @"\d{2}[ /-]?\d{8}[ /-]?\d{2}";

    /// <summary>A Spanish social security number (twelve digits, the first ten modulus 97) near a word for it.</summary>
    public static Rule EsSocialSecurity { get; } = new()
    {
        Id = "SG-PII-090",
        Kind = "es-social-security",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12),
        Pattern = EsSocialSecurityShape,
        MaxLength = 14,
        Check = IsEsSocialSecurity,
        Confidence = 0.2,
        Context = ["seguridad social", "nuss", "afiliación", "naf"],
        Labels = ["nuss", "naf"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsEsSocialSecurity, EsSocialSecurityShape),
        Positives = ["seguridad social «28/12345678/40»", "NUSS «081234567869»"],
        Negatives = ["28/12345678/41 seguridad social", "281234567840 rows"],
    };

    private static bool IsEsSocialSecurity(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return long.Parse(digits.AsSpan(0, 10)) % 97 == Digits.At(digits, 10, 2);
    }

    private const string PtNifShape = @"[1-35689]\d{2} ?\d{3} ?\d{3}";

    /// <summary>A Portuguese tax number (weights 9 to 2, modulus 11) near a word for it.</summary>
    public static Rule PtNif { get; } = new()
    {
        Id = "SG-PII-091",
        Kind = "pt-nif",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = PtNifShape,
        MaxLength = 11,
        Check = IsPtNif,
        Confidence = 0.2,
        Context = ["nif", "contribuinte", "número de contribuinte", "portugal"],
        Labels = ["contribuinte", "número de contribuinte"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsPtNif, PtNifShape),
        Positives = ["NIF «123456789»", "contribuinte «501964843»"],
        Negatives = ["NIF 123456788", "123456789 rows"],
    };

    private static bool IsPtNif(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var rest = Weighted.Sum(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        return (rest < 2 ? 0 : 11 - rest) == digits[8] - '0';
    }

    private const string EsVehicleRegistrationShape = @"\d{4}[ -]?[BCDFGHJKLMNPRSTVWXYZ]{3}";

    /// <summary>A Spanish vehicle registration (four digits and three consonants) near a word for it.</summary>
    public static Rule EsVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-234",
        Kind = "es-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(4, 4),
        Pattern = EsVehicleRegistrationShape,
        MaxLength = 8,
        Confidence = 0.3,
        Context = ["matrícula", "matricula", "vehículo", "coche"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, EsVehicleRegistrationShape),
        Positives = ["matrícula «1234 BCD»", "coche «0987-JKL»"],
        Negatives = ["pieza 1234 BCD", "matrícula 1234 ABC"],
    };
}
