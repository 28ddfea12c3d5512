using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A date in digits (ISO 8601, and day-month-year or month-day-year with separators) near a word for birth.</summary>
internal sealed class DateOfBirthNumeric : IRuleSource
{
    private const string Shape = @"(?:19|20)\d{2}[-/.](?:1[0-2]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])|(?:[12]\d|3[01]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])[-/.](?:(?:18|19|20)\d{2}|\d{2})";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-019",
        Kind = "date-of-birth",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(4, 8),
        Pattern = Shape,
        MaxLength = 10,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["born", "born on", "birth", "date of birth", "dob", "d.o.b", "birthday", "birthdate", "birth date", "geboren", "geburtsdatum", "geb", "né le", "née le", "date de naissance", "nacido", "nacida", "fecha de nacimiento", "nato il", "nata il", "data di nascita", "nascimento", "geboortedatum", "urodzony", "född", "født", "syntynyt", "doğum tarihi"],
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["DOB: «1984-02-29»", "geboren am «3.7.1979» in Köln", "born on «12/31/1990»"],
        Negatives = ["The release of 2021-05-20 shipped", "born to run 12:30", "DOB 32.13.1990", "version 1.2.3"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
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
}
