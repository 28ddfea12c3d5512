using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that authorities of Argentina, Brazil, Chile, Colombia and Mexico issue.</summary>
internal static class LatinAmerica
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
        Context = ["cpf", "cadastro de pessoas", "brasil"],
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
        Context = ["cnpj", "empresa"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsBrCnpj, BrCnpjShape),
        Positives = ["CNPJ «11.222.333/0001-81»", "cnpj «11444777000161»"],
        Negatives = ["11.222.333/0001-82", "CNPJ 11444777000162"],
    };

    private static bool IsBrCnpj(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits)
            && Weighted.Sum(digits, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == digits[12] - '0'
            && Weighted.Sum(digits, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == digits[13] - '0';
    }

    private const string MxCurpShape = @"[A-Z][AEIOUX][A-Z]{2}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[HMX](?:AS|BC|BS|CC|CL|CM|CS|CH|DF|DG|GT|GR|HG|JC|MC|MN|MS|NT|NL|OC|PL|QT|QR|SP|SL|SR|TC|TS|TL|VZ|YN|ZS|NE)[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\d";

    /// <summary>A Mexican population registry code (names, date, sex, state, check digit).</summary>
    public static Rule MxCurp { get; } = new()
    {
        Id = "SG-PII-142",
        Kind = "mx-curp",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(18, 18),
        Pattern = MxCurpShape,
        MaxLength = 18,
        Check = IsMxCurp,
        Confidence = 0.9,
        Context = ["curp", "méxico", "clave única"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsMxCurp, MxCurpShape),
        Positives = ["CURP «BOXW310820HNERXN09»", "curp «HEGG560427MVZRRL04»"],
        Negatives = ["BOXW310820HNERXN08", "BOXW310820HZZRXN09"],
    };

    private const string Values = "0123456789ABCDEFGHIJKLMN#OPQRSTUVWXYZ";

    /// <summary>Letters count by their place in the Spanish alphabet (N, then Ñ), weighted 18 down to 2.</summary>
    private static bool IsMxCurp(ReadOnlySpan<char> value)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += Values.IndexOf(value[i]) * (18 - i);
        }

        return (10 - (sum % 10)) % 10 == value[17] - '0';
    }

    private const string MxRfcShape = @"[A-ZÑ&]{3,4}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[A-Z0-9]{2}[0-9A]";

    /// <summary>A Mexican taxpayer number (RFC: letters, date, homoclave) near a word for it.</summary>
    public static Rule MxRfc { get; } = new()
    {
        Id = "SG-PII-143",
        Kind = "mx-rfc",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 7, maxBefore: 4, needsContext: true),
        Pattern = MxRfcShape,
        MaxLength = 13,
        Confidence = 0.3,
        Context = ["rfc", "contribuyente", "sat", "registro federal"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, MxRfcShape),
        Positives = ["RFC «GODE561231GR8»", "rfc: «ABC680524P76»"],
        Negatives = ["code GODE561231GR8", "RFC 2616"],
    };

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
        Context = ["cuit", "cuil", "afip", "argentina"],
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
        Anchor = Anchor.Digits(9, 10, needsContext: true),
        Pattern = CoNitShape,
        MaxLength = 13,
        Check = IsCoNit,
        Confidence = 0.3,
        Context = ["nit", "colombia", "dian"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsCoNit, CoNitShape),
        Positives = ["NIT «800.197.268-4»", "nit «899999034-1»"],
        Negatives = ["NIT 800.197.268-5", "800197268-4 rows"],
    };

    private static bool IsCoNit(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var rest = Weighted.Sum(digits, [41, 37, 29, 23, 19, 17, 13, 7, 3]) % 11;
        return (rest < 2 ? rest : 11 - rest) == digits[9] - '0';
    }
}
