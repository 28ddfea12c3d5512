using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Phone numbers, by libphonenumber's numbering plans.</summary>
internal static class PhoneNumbers
{
    /// <summary>A phone number in international form (ITU-T E.164 with national separators), valid in its region's numbering plan.</summary>
    public static Rule PhoneInternational { get; } = new()
    {
        Id = "SG-PII-004",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("+"),
        Pattern = @"\+\d{1,3}[ .-]?(?:\(\d{1,5}\)[ .-]?)?\d{1,12}(?:[ ./-]\(?\d{1,10}\)?){0,5}(?: ?x ?\d{1,6}| ext\.? ?\d{1,6})?",
        MaxLength = 36,
        Check = PhonePlans.IsInternational,
        Confidence = 0.9,
        Context = PhonePlans.ContextWords,
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(PhonePlans.IsInternational, keep: 4, tries: 400),
        Positives = ["Ask at «+44 20 7946 0958» now", "«+4930901820» is the desk", "Mobil «+49 160 4455667»"],
        Negatives = ["The change was +12345", "+999 123 456 789", "a+1 (b) +42 and counting"],
    };

    /// <summary>A phone number of the North American numbering plan with its usual punctuation.</summary>
    public static Rule PhoneNorthAmerica { get; } = new()
    {
        Id = "SG-PII-005",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 19, maxBefore: 4),
        Pattern = @"(?:(?:00)?1[ .-])?(?:\([2-9]\d{2}\) ?[2-9]\d{2}[ .-]\d{4}|[2-9]\d{2}-[2-9]\d{2}-\d{4}|[2-9]\d{2}\.[2-9]\d{2}\.\d{4})(?: ?x ?\d{1,6}| ext\.? ?\d{1,6})?",
        MaxLength = 28,
        Check = PhonePlans.IsNorthAmerican,
        Confidence = 0.65,
        Context = PhonePlans.ContextWords,
        Surrogate = Surrogates.SameShape(PhonePlans.IsNorthAmerican, tries: 8000),
        Positives = ["Reach us at «(212) 736-5000».", "the office, «415-555-2671 ext. 512»", "write down «650.253.0000x17» now"],
        Negatives = ["Reach us at (211) 736-5000.", "212-136-5000", "(212) 036-5000", "2125-736-5000"],
    };

    /// <summary>A phone number in national form with trunk prefix 0 and separators, valid in one of the common regions.</summary>
    public static Rule PhoneTrunk { get; } = new()
    {
        Id = "SG-PII-006",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 12, maxBefore: 1),
        Pattern = @"\(?0\d{1,4}\)?[ /-]\(?\d{2,5}\)?(?:[ /-]\d{2,5}){1,3}|0 \(?\d{3}\)? ?\d{3} ?\d{2} ?\d{2}|\(0\d{2,4}\) ?\d{5,8}|0\d{2,4}[ /-]\d{6,8}",
        MaxLength = 22,
        Check = PhonePlans.IsTrunk,
        Confidence = 0.5,
        Context = PhonePlans.ContextWords,
        Surrogate = Surrogates.SameShape(PhonePlans.IsTrunk, keep: 3, tries: 400),
        Positives = ["Büro «030 90182000»", "ask at «020 7946 0958»", "nur «(0532) 123 45 67»"],
        Negatives = ["at 020 7946 now", "on 01-02-2023 12 o'clock", "0 12 apples", "ISBN 0-306-40615-2"],
    };

    /// <summary>A phone number in national form, valid in one of the common regions, near a word for phone.</summary>
    public static Rule PhoneNational { get; } = new()
    {
        Id = "SG-PII-007",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 12, maxBefore: 3),
        Pattern = @"[\p{L}:=,;>'\]
	][ 	]{0,2}(?<v>\(?\d{1,5}\)?(?:[ ./-]?\(?\d{1,8}\)?){0,5})",
        MaxLength = 28,
        LeftBoundary = false,
        Check = PhonePlans.IsNational,
        Confidence = 0.2,
        Context = PhonePlans.ContextWords,
        ContextConfidence = 0.75,
        Surrogate = Surrogates.SameShape(PhonePlans.IsNational, keep: 3, tries: 400),
        Positives = ["My phone is «6502530000» at work", "mobile «13812345678»", "cell: «71-33-52-22»"],
        Negatives = ["order 6502530000 shipped", "phone 1111111111", "call on 2021-05-20 11:30"],
    };

    /// <summary>A mobile number in national form without separators: trunk prefix 0, valid in one of the common regions.</summary>
    public static Rule PhoneMobile { get; } = new()
    {
        Id = "SG-PII-160",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 11),
        Pattern = @"0[5-9]\d{8,9}",
        MaxLength = 11,
        Check = PhonePlans.IsMobileTrunk,
        Confidence = 0.5,
        Context = PhonePlans.ContextWords,
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(PhonePlans.IsMobileTrunk, keep: 3, tries: 400),
        Positives = ["to «07912345678» then", "an «09171234567» gesendet"],
        Negatives = ["to 05999999999 then", "00123456789", "id 04123456789"],
    };

    /// <summary>A number with a country code and a length that the country has, whose block is not assigned (ITU-T E.164).</summary>
    public static Rule PhoneInternationalPossible { get; } = new()
    {
        Id = "SG-PII-163",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("+"),
        Pattern = @"\+\d{1,3}[ .-]?(?:\(\d{1,5}\)[ .-]?)?\d{1,12}(?:[ ./-]\(?\d{1,10}\)?){0,5}(?: ?x ?\d{1,6}| ext\.? ?\d{1,6})?",
        MaxLength = 36,
        Check = PhonePlans.IsPossibleInternational,
        Confidence = 0.55,
        Context = PhonePlans.ContextWords,
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(PhonePlans.IsPossibleInternational, keep: 4, tries: 400),
        Positives = ["Ask at «+44 7700 200 815» now", "fax «+1 194 826 8442»"],
        Negatives = ["The shift was +98765", "b+2 (c) +43 and counting", "+10000000000 units"],
    };

    /// <summary>A number in international form whose prefix is dialled as 00 or 011 (ITU-T E.123, national dialling prefixes).</summary>
    public static Rule PhoneDialled { get; } = new()
    {
        Id = "SG-PII-164",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 18),
        Pattern = @"(?:00|011)[ .-]?[1-9]\d{0,2}[ ./-](?:\(?\d{1,5}\)?[ ./-]?){1,5}\d{2,8}",
        MaxLength = 30,
        Check = PhonePlans.IsDialledInternational,
        Confidence = 0.7,
        Context = PhonePlans.ContextWords,
        Surrogate = Surrogates.SameShape(PhonePlans.IsDialledInternational, keep: 5, tries: 400),
        Positives = ["from «0044 20 7946 0958» today", "dial «011 49 30 90182000»", "«00 41 44 668 18 00»"],
        Negatives = ["00 12 34 56", "serial 00 99 123 456 789"],
    };

    /// <summary>A number with prefix 00 or 011 and no separator, near a word for it.</summary>
    public static Rule PhoneDialledBare { get; } = new()
    {
        Id = "SG-PII-165",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 18),
        Pattern = @"(?:00|011)[1-9]\d{2,4}(?:[ ./-]?\d{2,11}){1,4}",
        MaxLength = 26,
        Check = PhonePlans.IsDialledInternational,
        Confidence = 0.25,
        Context = PhonePlans.ContextWords,
        Surrogate = Surrogates.SameShape(PhonePlans.IsDialledInternational, keep: 5, tries: 400),
        Positives = ["Tel. «00442079460958»", "call «0049151 23456789»"],
        Negatives = ["record 00442079460958", "Tel. 0099123456789"],
    };

    /// <summary>A North American number by its punctuation and its extension or prefix 001, whether or not its block is assigned.</summary>
    public static Rule PhoneWithExtension { get; } = new()
    {
        Id = "SG-PII-166",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 19, maxBefore: 4),
        Pattern = @"(?:(?:\+?1|001)[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4} ?(?:x|ext\.?|extension|#) ?\d{1,6}|001[.-]\d{3}[.-]\d{3}[.-]\d{4}|\(\d{3}\) ?\d{3}[.-]\d{4}",
        MaxLength = 36,
        Confidence = 0.65,
        Context = PhonePlans.ContextWords,
        Surrogate = Surrogates.SameShape(null, keep: 0),
        Positives = ["desk «001-748-188-2851x818» here", "«(311)905-4466x8827»", "or «(505) 498-8487»"],
        Negatives = ["score 311-905-4466", "001-748-088"],
    };

    /// <summary>A Turkish mobile or geographic number without its trunk prefix, in groups (BTK numbering plan), near a word for it.</summary>
    public static Rule PhoneTurkishGroups { get; } = new()
    {
        Id = "SG-PII-167",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 11),
        Pattern = @"0?[2-5]\d{2}[ .-]?\d{3}[ .-]?\d{2}[ .-]?\d{2}",
        MaxLength = 15,
        Check = PhonePlans.IsTurkish,
        Confidence = 0.3,
        Context = ["telefon", "tel", "cep", "gsm", "numara", "numarası", "ara", "phone", "mobile", "call", "turkey", "türkiye"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(PhonePlans.IsTurkish, keep: 3, tries: 400),
        Positives = ["cep telefonu «532 123 45 67»", "tel «0212.123.45.67»"],
        Negatives = ["cep telefonu 582 123 45 67", "parça 532 123 45 67", "tel 132 123 45 67"],
    };
}
