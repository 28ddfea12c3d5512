using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Brazilian authorities and banks issue.</summary>
internal static class Brazil
{
    private const string BrCpfShape = @"\d{3}\.\d{3}\.\d{3}-\d{2}|\d{11}";

    /// <summary>A Brazilian taxpayer number (CPF: two modulus 11 check digits).</summary>
    public static Rule BrCpf { get; } = new()
    {
        Id = "SG-PII-140",
        Kind = "br-cpf",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = BrCpfShape,
        MaxLength = 14,
        Check = IsBrCpf,
        Confidence = 0.55,
        DigitsConfidence = 0.3,
        Context = ["cpf", "cadastro de pessoas", "brasil"],
        Labels = ["cpf"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsBrCpf, BrCpfShape),
        Positives = ["CPF «529.982.247-25»", "cpf: «11144477735»"],
        Negatives = ["529.982.247-24", "111.111.111-11"],
    };

    private static bool IsBrCpf(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits)
            && Weighted.Sum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == digits[9] - '0'
            && Weighted.Sum(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == digits[10] - '0';
    }

    private const string BrCnpjShape = @"\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}|\d{14}";

    /// <summary>A Brazilian company number (CNPJ: two modulus 11 check digits).</summary>
    public static Rule BrCnpj { get; } = new()
    {
        Id = "SG-PII-141",
        Kind = "br-cnpj",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(14, 14),
        Pattern = BrCnpjShape,
        MaxLength = 18,
        Check = IsBrCnpj,
        Confidence = 0.6,
        DigitsConfidence = 0.3,
        Context = ["cnpj", "empresa"],
        Labels = ["cnpj"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsBrCnpj, BrCnpjShape),
        Positives = ["CNPJ «11.222.333/0001-81»", "cnpj «11444777000161»"],
        Negatives = ["11.222.333/0001-82", "CNPJ register, 11444777000162"],
    };

    private static bool IsBrCnpj(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits)
            && Weighted.Sum(digits, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == digits[12] - '0'
            && Weighted.Sum(digits, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == digits[13] - '0';
    }

    private const string BrPisShape = @"\d{3}\.?\d{5}\.?\d{2}-?\d";

    /// <summary>A Brazilian social integration number (PIS, PASEP, NIS: eleven digits, weights 3 2 9 8 7 6 5 4 3 2, modulus 11) near a word for it.</summary>
    public static Rule BrPis { get; } = new()
    {
        Id = "SG-PII-214",
        Kind = "br-pis",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = BrPisShape,
        MaxLength = 14,
        Check = IsBrPis,
        Confidence = 0.2,
        Context = ["pis", "pasep", "nis", "nit", "pis/pasep"],
        Labels = ["pis", "pasep", "pis/pasep"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsBrPis, BrPisShape),
        Positives = ["PIS «12034567899»", "PIS/PASEP: «120.34567.89-9»"],
        Negatives = ["pedido 12034567899", "PIS register, 12034567890"],
    };

    private static bool IsBrPis(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var rest = 11 - (Weighted.Sum(digits, [3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
        return (rest >= 10 ? 0 : rest) == digits[10] - '0';
    }

    private const string BrDrivingLicenceShape = @"\d{11}";

    /// <summary>A Brazilian driving licence number (CNH: nine digits and two check digits by modulus 11) near a word for it.</summary>
    public static Rule BrDrivingLicence { get; } = new()
    {
        Id = "SG-PII-215",
        Kind = "br-driving-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = BrDrivingLicenceShape,
        MaxLength = 11,
        Check = IsBrDrivingLicence,
        Confidence = 0.2,
        Context = ["cnh", "carteira de motorista", "habilitação", "carteira nacional de habilitação"],
        Labels = ["cnh"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsBrDrivingLicence, BrDrivingLicenceShape),
        Positives = ["CNH «02650734340»", "habilitação «08349217588»"],
        Negatives = ["pedido 02650734340", "CNH register, 02650734341"],
    };

    private static bool IsBrDrivingLicence(ReadOnlySpan<char> value)
    {
        var first = Weighted.Sum(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
        var second = Weighted.Sum(value, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
        second = second >= 10 ? 0 : second - (first >= 10 ? 2 : 0);
        return (first >= 10 ? 0 : first) == value[9] - '0' && second == value[10] - '0';
    }

    private const string BrVehicleRegistrationShape = @"[A-Z]{3}\d[A-J]\d{2}|[A-Z]{3}-\d{4}";

    /// <summary>A Brazilian vehicle registration (Mercosul: three letters, digit, letter, two digits; before: three letters and four digits).</summary>
    public static Rule BrVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-216",
        Kind = "br-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 4, maxBefore: 4),
        Pattern = BrVehicleRegistrationShape,
        MaxLength = 8,
        Confidence = 0.3,
        Context = ["placa", "placa do veículo", "veículo", "renavam", "carro"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, BrVehicleRegistrationShape),
        Positives = ["placa «BRA2E19»", "Placa: «ABC-1234»"],
        Negatives = ["código ABC-1234", "placa BR2E19"],
    };

    private const string BrPostcodeShape = @"\d{5}-\d{3}";

    /// <summary>A Brazilian postcode (CEP: five and three digits).</summary>
    public static Rule BrPostcode { get; } = new()
    {
        Id = "SG-PII-217",
        Kind = "br-postcode",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 8),
        Pattern = BrPostcodeShape,
        MaxLength = 9,
        Confidence = 0.3,
        Context = ["cep", "endereço", "rua", "avenida", "bairro"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, BrPostcodeShape),
        Positives = ["CEP «01310-100»", "CEP: «20040-020», Rio"],
        Negatives = ["código 01310-100", "CEP 01310"],
    };

    private const string BrPassportShape = @"[A-Z]{2}\d{6}";

    /// <summary>A Brazilian passport number (two letters and six digits) near a word for it.</summary>
    public static Rule BrPassport { get; } = new()
    {
        Id = "SG-PII-218",
        Kind = "br-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 6, maxBefore: 2),
        Pattern = BrPassportShape,
        MaxLength = 8,
        Confidence = 0.2,
        Context = ["passaporte", "número do passaporte"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, BrPassportShape),
        Positives = ["Passaporte «FH123456»", "passaporte: «YC654321»"],
        Negatives = ["peça FH123456", "passaporte FH123"],
    };
}
