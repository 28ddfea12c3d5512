using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Phone numbers, by libphonenumber's numbering plans.</summary>
internal static class PhoneNumbers
{
    // RFC 3966 (;ext=) and the words that libphonenumber accepts for an extension, with Germany's and Brazil's.
    private const string Extension = @"(?:;ext=\d{1,7}|(?i:,? ?(?:ext(?:ensi[oó]n|n)?|durchwahl|ramal|anexo|доб)[.:]? ?|,? ?[x#] ?)\d{1,6})?";

    private const string InternationalShape =
        @"\+\d{1,3}\)?(?: ?[./-] ?| )?(?:\(\d{1,5}\) ?[./-]?)?\d{1,12}(?:(?:[ .]| ?[/-] ?)\(?\d{1,10}\)?){0,5}";

    /// <summary>A phone number in international form (ITU-T E.164 with national separators), valid in its region's numbering plan.</summary>
    public static Rule PhoneInternational { get; } = new()
    {
        Id = "SG-PII-004",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("+"),
        Pattern = InternationalShape + Extension,
        MaxLength = 44,
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
        Pattern = @"(?:(?:00)?1[ .-])?(?:\([2-9]\d{2}\) ?[2-9]\d{2}[ .-]\d{4}|[2-9]\d{2}[-/][2-9]\d{2}-\d{4}|[2-9]\d{2}\.[2-9]\d{2}\.\d{4})" + Extension,
        MaxLength = 36,
        Check = PhonePlans.IsNorthAmerican,
        Confidence = 0.65,
        Context = PhonePlans.ContextWords,
        Surrogate = Surrogates.SameShape(PhonePlans.IsNorthAmerican, tries: 8000),
        Positives = ["Reach us at «(212) 736-5000».", "the office, «415-555-2671 ext. 512»", "write down «650.253.0000x17» now", "front: «503/226-1234, extension 7»"],
        Negatives = ["Reach us at (211) 736-5000.", "212-136-5000", "(212) 036-5000", "2125-736-5000"],
    };

    /// <summary>A phone number in national form with trunk prefix 0 and separators, valid in one of the common regions.</summary>
    public static Rule PhoneTrunk { get; } = new()
    {
        Id = "SG-PII-006",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 12, maxBefore: 1),
        Pattern = @"\(?0\d{1,4}\)?(?:[ -]| ?/ ?)\(?\d{2,5}\)?(?:[ /-]\d{2,5}){1,3}(?:-\d)?|0 \(?\d{3}\)? ?\d{3} ?\d{2} ?\d{2}|\(0\d{1,4}\) ?\d{5,8}(?:-\d{1,4})?|0\d{2,4}(?:[ -]| ?/ ?)\d{6,8}(?:-\d{1,4})?|06[ -]\d{8}|0[6-9]\d{4}[ -]\d{5}|0[1-9](?:\.\d{2}){4}|0\d{3}\.\d{3}\.\d{3,4}|0\d{2}\.\d{4}\.\d{4}|0\d{2,3}\.\d{3}\.\d{2}\.\d{2}",
        MaxLength = 30,
        Check = PhonePlans.IsTrunk,
        Confidence = 0.5,
        Context = PhonePlans.ContextWords,
        Surrogate = Surrogates.SameShape(PhonePlans.IsTrunk, keep: 3, tries: 400),
        Positives = ["Büro «030 90182000»", "ask at «020 7946 0958»", "nur «(0532) 123 45 67»", "soit «01.42.68.53.11»", "Zentrale «030 / 901820-0»", "naar «06-27364518»"],
        Negatives = ["at 020 7946 now", "on 01-02-2023 12 o'clock", "0 12 apples", "ISBN 0-306-40615-2", "00.12.34.56.78", "010.084.258"],
    };

    /// <summary>A phone number in national form, valid in one of the common regions, near a word for phone.</summary>
    public static Rule PhoneNational { get; } = new()
    {
        Id = "SG-PII-007",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 12, maxBefore: 3),
        Pattern = @"[\p{L}:=,;>'""|\]
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
        Pattern = InternationalShape + Extension,
        MaxLength = 44,
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
        Pattern = @"(?:00|011)[ .-]?[1-9]\d{0,2}\)?[ ./-](?:\(?\d{1,5}\)?[ ./-]?){1,5}\d{2,8}",
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
        Pattern = @"(?:(?:\+?1|001)[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?:;ext=|,? ?(?:x|ext\.?|extn\.?|extension|#) ?)\d{1,6}|001[.-]\d{3}[.-]\d{3}[.-]\d{4}|\(\d{3}\) ?\d{3}[.-]\d{4}",
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
        Positives = ["cep telefonu «532 123 45 67»", "gsm «216 123 45 68»"],
        Negatives = ["cep telefonu 582 123 45 67", "parça 532 123 45 67", "tel 132 123 45 67"],
    };

    /// <summary>
    /// A national number by its groups: Russia's, Kazakhstan's and Türkiye's 3-3-2-2, Brazil's area in parentheses, China's 3-4-4.
    /// </summary>
    public static Rule PhoneGrouped { get; } = new()
    {
        Id = "SG-PII-244",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 11, maxBefore: 1),
        Pattern = @"(?:[78][ -]?)?(?:\(\d{3}\) ?|\d{3}[ -])\d{3}-\d{2}-\d{2}|[3-9]\d{2}\.\d{3}\.\d{2}\.\d{2}|\(\d{2}\) ?9?\d{4}[- ]\d{4}|1[3-9]\d-\d{4}-\d{4}",
        MaxLength = 20,
        Check = PhonePlans.IsGrouped,
        Confidence = 0.55,
        Context = PhonePlans.ContextWords,
        Surrogate = Surrogates.SameShape(PhonePlans.IsGrouped, keep: 4, tries: 4000),
        Positives = ["запись: «8 (495) 123-45-67»", "yaz: «532-123-45-67»", "sala «(11) 98765-4321»", "to «138-1234-5678» then"],
        Negatives = ["1 (095) 123-45-67", "lot 112-123-45-67", "(01) 98765-4321", "139.123.45.67", "109-1234-5678"],
    };

    /// <summary>A number in a link that dials it or writes to it (RFC 3966 tel, RFC 5724 sms; callto, WhatsApp).</summary>
    public static Rule PhoneLink { get; } = new()
    {
        Id = "SG-PII-245",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("tel:", "sms:", "smsto:", "callto:", "wa.me/", "?phone=", "&phone="),
        Pattern = @"(?:(?:tel|sms|smsto|callto):(?://)?|wa\.me/|[?&]phone=)(?<v>(?:\+|%2B)?\(?\d[\d().-]{5,18}\d(?:;ext=\d{1,6})?)",
        IgnoreCase = true,
        MaxLength = 48,
        Check = PhonePlans.IsLinked,
        Confidence = 0.85,
        Context = PhonePlans.ContextWords,
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(PhonePlans.IsLinked, keep: 5, tries: 400),
        Positives = ["<a href=\"tel:«03090182000»\">", "https://wa.me/«491602736451»", "callto:«442079460958»"],
        Negatives = ["hotel:03090182000", "tel:1111111", "https://wa.me/999123456789"],
    };
}
