using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Payment cards and bank accounts with an international format.</summary>
internal static class BankDetails
{
    private static readonly string[] CardWords =
    [
        "card", "credit", "debit", "visa", "mastercard", "amex", "american express", "discover", "maestro", "cc", "pan", "karte", "kreditkarte", "carte",
        "tarjeta", "cartão", "kaart", "kort", "karta", "kart", "カード", "信用卡", "卡号", "카드",
    ];

    private const string PaymentCardShape = @"\d{12,19}|\d{4}(?: \d{4}){2,3}(?: \d{1,3})?|\d{4}(?:-\d{4}){2,3}(?:-\d{1,3})?|\d{4}[ -]\d{6}[ -]\d{4,5}";

    /// <summary>A payment card number (ISO/IEC 7812: issuer range and length, Luhn check digit).</summary>
    public static Rule PaymentCard { get; } = new()
    {
        Id = "SG-PII-002",
        Kind = "payment-card",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 19),
        Pattern = PaymentCardShape,
        MaxLength = 23,
        Check = IsPaymentCard,
        LabelCheck = IsWholeNumber,
        Confidence = 0.8,
        Context = CardWords,
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsPaymentCard, PaymentCardShape, keep: 1),
        Positives = ["Pay with «4111 1111 1111 1111» today", "amex «378282246310005»", "card: «5500-0055-5555-5559»"],
        Negatives = ["4111 1111 1111 1112", "order 9999999999999995", "ts=1700000000000 and 16 digits 1234567890123456", "ratio 0.4111111111111111"],
    };

    /// <summary>An assigned issuer range with its length, then Luhn; not the decimals of a number.</summary>
    private static bool IsPaymentCard(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return IsAssigned(digits) && !Digits.AllSame(digits) && Luhn.IsValid(digits);
    }

    // The ranges that the schemes publish: Visa, Mastercard, American Express, Discover, Diners Club, JCB, UnionPay, Maestro, Mir,
    // RuPay, Verve and Troy.
    private static bool IsAssigned(string digits)
    {
        var (four, six) = (Digits.At(digits, 0, 4), Digits.At(digits, 0, 6));
        var maestro = four is 5018 or 5020 or 5038 or 5893 or 6304 or 6759 or (>= 6761 and <= 6763);
        var discover = four == 6011 || four / 10 is >= 644 and <= 649 || four / 100 == 65 || six is >= 622126 and <= 622925;
        var sixteen = discover || four is >= 3528 and <= 3589 || four / 100 is 62 or 81 || four is >= 2200 and <= 2204 || four / 10 == 508 || four / 100 is 60 or 82
            || six is >= 506099 and <= 506198 || four == 9792;
        return digits.Length switch
        {
            12 or 13 => maestro,
            14 => maestro || four / 100 is 36 or 38 or 39 || four is >= 3000 and <= 3059,
            15 => maestro || four / 100 is 34 or 37 || four is 1800 or 2131,
            16 => maestro || sixteen || four / 1000 == 4 || four / 100 is >= 51 and <= 55 || four is >= 2221 and <= 2720,
            _ => maestro || sixteen || (digits.Length == 19 && four / 1000 == 4),
        };
    }

    /// <summary>A decimal sign with a digit before it: these are decimals.</summary>
    private static bool IsWholeNumber(ReadOnlySpan<char> before, ReadOnlySpan<char> label) =>
        !(before.Length > 1 && before[^1] is '.' or ',' && char.IsAsciiDigit(before[^2]));

    /// <summary>A card number of an older, private or regional range, near a word for it.</summary>
    public static Rule PaymentCardInContext { get; } = new()
    {
        Id = "SG-PII-162",
        Kind = "payment-card",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 19),
        Pattern = PaymentCardShape,
        MaxLength = 23,
        Check = IsCardLike,
        LabelCheck = IsWholeNumber,
        Confidence = 0.2,
        Context = CardWords,
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsCardLike, PaymentCardShape, keep: 1),
        Positives = ["credit card «5612345678905»", "my maestro «060426070011» expired"],
        Negatives = ["credit card factor 0.5612345678905", "sku 5901234123457", "credit card 5612345678906"],
    };

    private static bool IsCardLike(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !IsAssigned(digits) && IsKnownRange(digits) && !Digits.AllSame(digits) && Luhn.IsValid(digits);
    }

    private static bool IsKnownRange(string digits)
    {
        var four = Digits.At(digits, 0, 4);
        return digits.Length switch
        {
            12 => four == 604 || four / 100 is 50 or (>= 56 and <= 69),
            13 => four / 1000 == 4 || four / 100 is 50 or (>= 56 and <= 69),
            14 => four / 100 is 36 or 38 or 39,
            15 => four / 1000 == 1 || four is 2014 or 2149,
            16 => four / 1000 is 5 or 6 || four / 100 is 35 or 22,
            _ => four / 1000 is 4 or 6 || four / 100 is 35 or 50 or 56 or 57 or 58,
        };
    }

    /// <summary>An international bank account number (ISO 13616: length by country, ISO 7064 MOD 97-10 check).</summary>
    public static Rule Iban { get; } = new()
    {
        Id = "SG-PII-003",
        Kind = "iban",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(2, 34, maxBefore: 2),
        Pattern = @"(?:NO)[0-9]{2}(?:[ -]?[A-Z0-9]){11}|(?:BE)[0-9]{2}(?:[ -]?[A-Z0-9]){12}|(?:DK|FI|FK|FO|GL|NL|SD)[0-9]{2}(?:[ -]?[A-Z0-9]){14}|(?:MK|SI)[0-9]{2}(?:[ -]?[A-Z0-9]){15}|(?:AT|BA|EE|KZ|LT|LU|MN|XK)[0-9]{2}(?:[ -]?[A-Z0-9]){16}|(?:CH|HR|LI|LV)[0-9]{2}(?:[ -]?[A-Z0-9]){17}|(?:BG|BH|CR|DE|GB|GE|IE|ME|RS|VA)[0-9]{2}(?:[ -]?[A-Z0-9]){18}|(?:AE|GI|IL|IQ|OM|SO|TL)[0-9]{2}(?:[ -]?[A-Z0-9]){19}|(?:AD|CZ|ES|MD|PK|RO|SA|SE|SK|TN|VG)[0-9]{2}(?:[ -]?[A-Z0-9]){20}|(?:LY|PT|ST)[0-9]{2}(?:[ -]?[A-Z0-9]){21}|(?:IS|TR)[0-9]{2}(?:[ -]?[A-Z0-9]){22}|(?:BI|DJ|FR|GR|IT|MC|MR|SM)[0-9]{2}(?:[ -]?[A-Z0-9]){23}|(?:AL|AZ|BY|CY|DO|GT|HN|HU|LB|NI|PL|SV)[0-9]{2}(?:[ -]?[A-Z0-9]){24}|(?:BR|EG|PS|QA|UA)[0-9]{2}(?:[ -]?[A-Z0-9]){25}|(?:JO|KW|MU|YE)[0-9]{2}(?:[ -]?[A-Z0-9]){26}|(?:MT|SC)[0-9]{2}(?:[ -]?[A-Z0-9]){27}|(?:LC)[0-9]{2}(?:[ -]?[A-Z0-9]){28}|(?:RU)[0-9]{2}(?:[ -]?[A-Z0-9]){29}",
        MaxLength = 42,
        Check = IsIban,
        Confidence = 0.95,
        Context = ["iban"],
        Labels = ["iban"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsIban, keep: 4),
        Positives = ["Transfer to «GB82 WEST 1234 5698 7654 32» please", "«NL20INGB0001234567»", "iban=«FR76-3000-6000-0112-3456-7890-189»"],
        Negatives = ["GB82 WEST 1234 5698 7654 33", "ZZ82 WEST 1234 5698 7654 32", "NL20INGB000123456"],
    };

    private static bool IsIban(ReadOnlySpan<char> value)
    {
        var iban = Digits.AndLetters(value);
        return Iso7064.IsMod97(string.Concat(iban.AsSpan(4), iban.AsSpan(0, 4)));
    }

    private const string BicShape = @"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?";

    /// <summary>A business identifier code (ISO 9362) near a word for it.</summary>
    public static Rule Bic { get; } = new()
    {
        Id = "SG-PII-034",
        Kind = "swift-bic",
        Category = FindingCategory.Personal,
        Anchor = Anchor.NearContext(),
        Pattern = BicShape,
        MaxLength = 11,
        Check = HasCountry,
        Confidence = 0.2,
        Context = ["swift", "bic", "swift code", "bic code", "swift/bic"],
        Surrogate = Surrogates.SameShape(HasCountry, BicShape),
        Positives = ["BIC: «DEUTDEFF500»", "swift code «CHASUS33»"],
        Negatives = ["DEUTDEFF500 without a word", "swift ABCDZZ33"],
    };

    private const string Countries = "AD AE AL AM AT AU AZ BA BE BG BH BR BY CA CH CL CN CO CR CY CZ DE DK DO EE EG ES FI FO FR GB GE GI GL GR GT HK HR HU ID IE IL IN IQ IS IT JO JP KR KW KZ LB LC LI LT LU LV LY MC MD ME MK MT MU MX MY NG NL NO NZ PH PK PL PS PT QA RO RS RU SA SC SE SG SI SK SM ST SV TH TL TN TR TW UA US VA VG VN XK ZA";

    private static bool HasCountry(ReadOnlySpan<char> value) => Countries.AsSpan().Contains(value.Slice(4, 2), StringComparison.Ordinal) && value[4] != ' ';
}
