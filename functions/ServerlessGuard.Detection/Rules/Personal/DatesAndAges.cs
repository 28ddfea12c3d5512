using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Dates of birth and ages.</summary>
internal static class DatesAndAges
{
    private const string DateOfBirthNumericShape = @"(?:19|20)\d{2}[-/.](?:1[0-2]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])|(?:[12]\d|3[01]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])[-/.](?:(?:18|19|20)\d{2}|\d{2})";

    /// <summary>A date in digits (ISO 8601, and day-month-year or month-day-year with separators) near a word for birth.</summary>
    public static Rule DateOfBirthNumeric { get; } = new()
    {
        Id = "SG-PII-019",
        Kind = "date-of-birth",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(4, 8),
        Pattern = DateOfBirthNumericShape,
        MaxLength = 10,
        Check = IsDateOfBirthNumeric,
        Confidence = 0.2,
        Context = ["born", "born on", "birth", "date of birth", "dob", "d.o.b", "birthday", "birthdate", "birth date", "geboren", "geburtsdatum", "geb", "né le", "née le", "date de naissance", "nacido", "nacida", "fecha de nacimiento", "nato il", "nata il", "data di nascita", "nascimento", "geboortedatum", "urodzony", "född", "født", "syntynyt", "doğum tarihi"],
        Surrogate = Surrogates.SameShape(IsDateOfBirthNumeric, DateOfBirthNumericShape),
        Positives = ["DOB: «1984-02-29»", "geboren am «3.7.1979» in Köln", "born on «12/31/1990»"],
        Negatives = ["DOB: 1985-02-29", "The release of 2021-05-20 shipped", "born to run 12:30", "DOB 32.13.1990", "edition 1.2.3"],
    };

    private static bool IsDateOfBirthNumeric(ReadOnlySpan<char> value)
    {
        Span<Range> parts = stackalloc Range[4];
        if (value.SplitAny(parts, "-/.") != 3)
        {
            return false;
        }

        var (first, second, third) = (int.Parse(value[parts[0]]), int.Parse(value[parts[1]]), int.Parse(value[parts[2]]));
        if (first > 31)
        {
            return Calendar.IsDate(first, second, third);
        }

        return third > 99
            ? Calendar.IsDate(third, second, first) || Calendar.IsDate(third, first, second)
            : Calendar.IsShortDate(third, second, first) || Calendar.IsShortDate(third, first, second);
    }

    /// <summary>A date with the month in words (English, German, French, Spanish) near a word for birth.</summary>
    public static Rule DateOfBirthWords { get; } = new()
    {
        Id = "SG-PII-020",
        Kind = "date-of-birth",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(2, 6, maxBefore: 20),
        Pattern = @"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\.?[ -](?:de |of )?(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[ée]vrier|m(?:ar(?:ch|s|zo)?|ärz)|a(?:pr(?:il)?|vril|bril)|ma[iy]o?|ju(?:ne?|ni|in|nio)|jul(?:y|i|io)?|juillet|aug(?:ust)?|août|agosto|sep(?:t|tember|tembre|tiembre)?|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|de[cz](?:ember|iembre)?|décembre|enero|febrero)\.?,?[ -](?:de )?(?:(?:18|19|20)\d{2}|\d{2})|(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[ée]vrier|m(?:ar(?:ch|s|zo)?|ärz)|a(?:pr(?:il)?|vril|bril)|ma[iy]o?|ju(?:ne?|ni|in|nio)|jul(?:y|i|io)?|juillet|aug(?:ust)?|août|agosto|sep(?:t|tember|tembre|tiembre)?|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|de[cz](?:ember|iembre)?|décembre|enero|febrero)\.? (?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,? (?:18|19|20)\d{2}",
        IgnoreCase = true,
        MaxLength = 32,
        Confidence = 0.2,
        Context = ["born", "born on", "birth", "date of birth", "dob", "d.o.b", "birthday", "birthdate", "birth date", "geboren", "geburtsdatum", "geb", "né le", "née le", "date de naissance", "nacido", "nacida", "fecha de nacimiento", "nato il", "nata il", "data di nascita", "nascimento", "geboortedatum", "urodzony", "född", "født", "syntynyt", "doğum tarihi"],
        Positives = ["She was born on «3 July 1979».", "date of birth: «February 29th, 1984»", "geboren «4. März 1980»"],
        Negatives = ["Shipped on 3 July 2021", "born in winter", "May 2021 was warm"],
    };

    /// <summary>A person's age in years, said as such.</summary>
    public static Rule Age { get; } = new()
    {
        Id = "SG-PII-021",
        Kind = "age",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains([" year", "-year", " yr", " Jahre", " ans", " años"], maxBefore: 4),
        Pattern = @"(?<v>\d{1,3})[ -](?:years?|yrs?|year's)[ -]olds?|(?<v>\d{1,3}) y/o|(?<v>\d{1,3}) Jahre alt",
        IgnoreCase = true,
        MaxLength = 20,
        Check = IsAgeAge,
        Confidence = 0.7,
        Positives = ["This «74» year old patient", "a «19»-year-old student", "Sie ist «44» Jahre alt"],
        Negatives = ["10 years ago", "200 years old", "5 years of work"],
    };

    private static bool IsAgeAge(ReadOnlySpan<char> value) => int.Parse(value) is > 0 and <= 120;

    /// <summary>An age after a word that says so.</summary>
    public static Rule AgeStated { get; } = new()
    {
        Id = "SG-PII-022",
        Kind = "age",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 3, maxBefore: 16),
        Pattern = @"(?:aged?(?: of)?|turn(?:ed|s)?|turning)(?: just)?[ :=]{1,3}(?<v>\d{1,3})",
        IgnoreCase = true,
        MaxLength = 24,
        Check = IsAgeStatedAge,
        Confidence = 0.3,
        Context = ["age", "aged", "age of", "turn", "turned", "turns", "turning"],
        ContextConfidence = 0.6,
        Positives = ["My brother just turned «60».", "Age: «45»", "patient aged «71»"],
        Negatives = ["turned 3 pages at 2021", "page 12", "age group 500"],
    };

    /// <summary>A person's age in a Romance language, which says that somebody has so many years.</summary>
    public static Rule AgeHad { get; } = new()
    {
        Id = "SG-PII-257",
        Kind = "age",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains([" años", " ans", " anni", " anos"], 20),
        Pattern = @"(?:tiene|tengo|tenía|cumple|cumplió|(?:il|elle|on) a|j'ai|(?:lui|lei) ha|ho|compie|tem|tenho|fez|completou) (?<v>\d{1,3}) (?:años|ans|anni|anos)",
        IgnoreCase = true,
        MaxLength = 30,
        Check = IsAgeStatedAge,
        Confidence = 0.6,
        Positives = ["Mi madre tiene «72» años.", "Elle a «62» ans.", "ho «27» anni e vivo a Bari", "ela tem «19» anos"],
        Negatives = ["hace 27 años que vivo aquí", "il y a 62 ans", "la empresa tiene 900 años", "tem 7 anos"],
    };

    private static bool IsAgeStatedAge(ReadOnlySpan<char> value) => int.Parse(value) is > 9 and <= 120;

    private const string Months = @"(?:jan(?:uary|uar|vier|uari)?|feb(?:ruary|ruar|ruari)?|f[ée]vrier|m(?:ar(?:ch|s|zo|t)?|ärz|aart)|a(?:pr(?:il|ile)?|vril|bril)|ma[iyj]o?|mei|ju(?:ne?|ni|in|nio)|jul(?:y|i|io)?|juillet|aug(?:ust)?|août|agosto|sep(?:t|tember|tembre|tiembre)?|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|de[cz](?:ember|iembre)?|décembre|enero|gennaio|febrero|febbraio|maggio|giugno|luglio|settembre|ottobre|dicembre)";

    private static readonly string[] DateWords =
    [
        "born", "birthday", "birthdate", "dob", "date of birth", "died", "admitted", "admission", "discharged", "diagnosed", "appointment", "hired", "hire date",
        "date of hire", "married", "wedding", "deceased", "date of death", "visit date", "date of visit", "expires on", "expiry date", "valid until", "gültig bis",
    ];

    /// <summary>A plain date in numbers (ISO 8601, and day or month first), with a time where one follows.</summary>
    public static Rule DateNumeric { get; } = new()
    {
        Id = "SG-PII-168",
        Kind = "date",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(2, 14),
        Pattern = @"(?:\d{4}[-/.](?:1[0-2]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])|(?:[12]\d|3[01]|0?[1-9])(?:[-/.])(?:[12]\d|3[01]|0?[1-9])[-/.](?:\d{4}|\d{2}))(?:[T ](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?|(?:1[0-2]|0?[1-9])/(?:\d{4}|\d{2})",
        MaxLength = 40,
        Check = IsDate,
        LabelCheck = IsWholeDate,
        Confidence = 0.3,
        Context = DateWords,
        ContextConfidence = 0.6,
        Positives = ["admitted «2021-05-20» at night", "date of hire: «5/21/2021»", "discharged «2024-03-15T14:30:00.123456Z»"],
        Negatives = ["admitted 2021-05/20 at night", "admitted 7.2021-05-20", "on 2021-05-20", "admitted 2021-15-20", "admitted 1.2.3.4"],
    };

    /// <summary>A plain date with its month in words.</summary>
    public static Rule DateWithMonth { get; } = new()
    {
        Id = "SG-PII-169",
        Kind = "date",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 8, maxBefore: 20),
        Pattern = @"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\.?[ -](?:de |of )?" + Months + @"\.?(?:,?[ -](?:de )?(?:(?:18|19|20)\d{2}|\d{2}))?|" + Months + @"\.?[ -](?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?:,? (?:18|19|20)\d{2})?|" + Months + @" (?:18|19|20)\d{2}",
        IgnoreCase = true,
        MaxLength = 40,
        Confidence = 0.25,
        Context = DateWords,
        ContextConfidence = 0.6,
        Positives = ["married «21 May 2021»", "admitted «5-May-2021» with fever", "her appointment on «May 21st»"],
        Negatives = ["Delivered on 4 July 2022", "admitted in May", "admitted 12 maybe"],
    };

    private static bool IsDate(ReadOnlySpan<char> value)
    {
        var end = value.IndexOfAny('T', ' ');
        var date = end < 0 ? value : value[..end];
        var first = date.IndexOfAny("-/.");
        var second = first < 0 ? -1 : date[(first + 1)..].IndexOfAny("-/.");
        return second < 0 || date[first] == date[first + 1 + second];
    }

    /// <summary>Not the middle of a version or of a longer number.</summary>
    private static bool IsWholeDate(ReadOnlySpan<char> before, ReadOnlySpan<char> label) =>
        !(before.Length > 1 && before[^1] is '.' or '-' or '/' && char.IsAsciiLetterOrDigit(before[^2]));
}
