using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Polish, Czech, Slovak, Hungarian, Slovenian and Croatian authorities issue.</summary>
internal static class CentralEurope
{
    private const string PlPeselShape = @"\d{2}(?:[02468][1-9]|[13579][0-2])(?:0[1-9]|[12]\d|3[01])\d{5}";

    /// <summary>A Polish PESEL number (date with century in the month, weights 1 3 7 9, modulus 10).</summary>
    public static Rule PlPesel { get; } = new()
    {
        Id = "SG-PII-102",
        Kind = "pl-pesel",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = PlPeselShape,
        MaxLength = 11,
        Check = IsPlPesel,
        Confidence = 0.5,
        DigitsConfidence = 0.3,
        Context = ["pesel"],
        Labels = ["pesel"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsPlPesel, PlPeselShape),
        Positives = ["PESEL «44051401359»", "«02070803628» pesel"],
        Negatives = ["PESEL register, 44051401350", "44051401358", "44053401359"],
    };

    private static bool IsPlPesel(ReadOnlySpan<char> value)
    {
        var (century, month) = (Digits.At(value, 2, 2) / 20, Digits.At(value, 2, 2) % 20);
        int[] centuries = [1900, 2000, 2100, 2200, 1800];
        return Calendar.IsDate(Math.Min(centuries[century] + Digits.At(value, 0, 2), 2099), month, Digits.At(value, 4, 2))
            && Weighted.IsMultiple(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1], 10);
    }

    private const string PlNipShape = @"\d{3}-?\d{3}-?\d{2}-?\d{2}|\d{3}-\d{2}-\d{2}-\d{3}";

    /// <summary>A Polish tax number (NIP: weights 6 5 7 2 3 4 5 6 7, modulus 11).</summary>
    public static Rule PlNip { get; } = new()
    {
        Id = "SG-PII-103",
        Kind = "pl-nip",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = PlNipShape,
        MaxLength = 13,
        Check = IsPlNip,
        Confidence = 0.3,
        Context = ["nip", "tax number", "numer identyfikacji podatkowej"],
        Labels = ["nip"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsPlNip, PlNipShape),
        Positives = ["NIP «123-456-32-18»", "nip «5260001246»"],
        Negatives = ["NIP register, 123-456-32-19", "1234563218 rows"],
    };

    private static bool IsPlNip(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digits[9] - '0';
    }

    private const string CzRodneCisloShape = @"\d{2}(?:[05]\d|[16][0-2]|[27]\d|[38][0-2])(?:0[1-9]|[12]\d|3[01])/\d{3,4}";

    /// <summary>A Czech or Slovak birth number (date, women's month plus 50, divisible by 11 since 1954).</summary>
    public static Rule CzRodneCislo { get; } = new()
    {
        Id = "SG-PII-104",
        Kind = "cz-rodne-cislo",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 10),
        Pattern = CzRodneCisloShape,
        MaxLength = 11,
        Check = IsCzRodneCislo,
        Confidence = 0.65,
        Context = ["rodné číslo", "rodne cislo", "rč", "birth number"],
        Labels = ["rodné číslo", "rodne cislo"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsCzRodneCislo, CzRodneCisloShape),
        Positives = ["rodné číslo «780123/3561»", "«736028/5163» rodne cislo"],
        Negatives = ["780123/3541", "781323/3540"],
    };

    private static bool IsCzRodneCislo(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var month = Digits.At(digits, 2, 2) % 50;
        month = month > 20 ? month - 20 : month;
        return month is >= 1 and <= 12 && (digits.Length == 9 || long.Parse(digits) % 11 == 0);
    }

    private const string HrOibShape = @"(?:HR)?\d{11}";

    /// <summary>A Croatian personal identification number (OIB: ISO 7064 MOD 11,10) near a word for it.</summary>
    public static Rule HrOib { get; } = new()
    {
        Id = "SG-PII-107",
        Kind = "hr-oib",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = HrOibShape,
        MaxLength = 13,
        Check = IsHrOib,
        Confidence = 0.3,
        Context = ["oib", "osobni identifikacijski broj"],
        Labels = ["oib"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsHrOib, HrOibShape),
        Positives = ["OIB «69435151530»", "oib: «33392005961»"],
        Negatives = ["OIB register, 69435151531", "69435151530 rows"],
    };

    private static bool IsHrOib(ReadOnlySpan<char> value)
    {
        return Iso7064.IsMod11Hybrid10(Digits.Only(value));
    }

    private const string HuTaxIdShape = @"8\d{9}";

    /// <summary>A Hungarian personal tax number (8, nine digits, weights 1 to 9, modulus 11) near a word for it.</summary>
    public static Rule HuTaxId { get; } = new()
    {
        Id = "SG-PII-109",
        Kind = "hu-tax-id",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = HuTaxIdShape,
        MaxLength = 10,
        Check = IsHuTaxId,
        Confidence = 0.3,
        Context = ["adóazonosító", "adóazonosító jel", "tax id"],
        Labels = ["adóazonosító", "adóazonosító jel"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsHuTaxId, HuTaxIdShape),
        Positives = ["adóazonosító «8071592153»", "adóazonosító jel «8355440374»"],
        Negatives = ["adóazonosító register, 8071592154", "8071592153 rows"],
    };

    private static bool IsHuTaxId(ReadOnlySpan<char> value)
    {
        return Weighted.Sum(value, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 == value[9] - '0';
    }

    private const string SiEmsoShape = @"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])[09]\d{2}\d{6}";

    /// <summary>A unique master citizen number of the former Yugoslav states (EMŠO, JMBG: date, region, modulus 11).</summary>
    public static Rule SiEmso { get; } = new()
    {
        Id = "SG-PII-149",
        Kind = "si-emso",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = SiEmsoShape,
        MaxLength = 13,
        Check = IsSiEmso,
        Confidence = 0.55,
        Context = ["emšo", "emso", "jmbg", "matični broj", "јмбг"],
        Labels = ["jmbg", "emšo", "emso"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsSiEmso, SiEmsoShape),
        Positives = ["EMŠO «0101006500006»", "JMBG «0710003730015»"],
        Negatives = ["0101006500007", "0113006500006"],
    };

    private static bool IsSiEmso(ReadOnlySpan<char> value)
    {
        var rest = Weighted.Sum(value, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
        return rest != 1 && (11 - rest) % 11 == value[12] - '0';
    }

    private const string PlIdCardShape = @"[A-Z]{3} ?\d{6}";

    /// <summary>A Polish identity card number (three letters, six digits; the first digit is a check digit by weights 7 3 1) near a word for it.</summary>
    public static Rule PlIdCard { get; } = new()
    {
        Id = "SG-PII-238",
        Kind = "pl-id-card",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 6, maxBefore: 4),
        Pattern = PlIdCardShape,
        MaxLength = 10,
        Check = IsPlIdCard,
        Confidence = 0.2,
        Context = ["dowód osobisty", "dowód", "numer dowodu", "seria i numer", "id card"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsPlIdCard, PlIdCardShape),
        Positives = ["dowód osobisty «ABA300000»", "numer dowodu: «ABS123456»"],
        Negatives = ["część ABA300000", "dowód ABA100000"],
    };

    private static bool IsPlIdCard(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        var sum = (7 * (number[0] - '7')) + (3 * (number[1] - '7')) + (number[2] - '7');
        sum += Weighted.Sum(number.AsSpan(4), [7, 3, 1, 7, 3]);
        return sum % 10 == number[3] - '0';
    }

    private const string PlRegonShape = @"\d{9}";

    /// <summary>A Polish business register number (GUS REGON: nine digits, weights 8 9 2 3 4 5 6 7, modulus 11) near a word for it.</summary>
    public static Rule PlRegon { get; } = new()
    {
        Id = "SG-PII-239",
        Kind = "pl-regon",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = PlRegonShape,
        MaxLength = 9,
        Check = IsPlRegon,
        Confidence = 0.2,
        Context = ["regon", "numer regon"],
        Labels = ["regon", "numer regon"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsPlRegon, PlRegonShape),
        Positives = ["REGON «123456785»", "numer REGON: «192598184»"],
        Negatives = ["zamówienie 123456785", "REGON register, 123456786"],
    };

    private static bool IsPlRegon(ReadOnlySpan<char> value)
    {
        return Weighted.Sum(value, [8, 9, 2, 3, 4, 5, 6, 7]) % 11 % 10 == value[8] - '0';
    }
}
