namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A person's age in years, said as such.</summary>
internal sealed class Age : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-021",
        Kind = "age",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains([" year", "-year", " yr", " Jahre", " ans", " años"], maxBefore: 4),
        Pattern = @"(?<v>\d{1,3})[ -](?:years?|yrs?|year's)[ -]olds?|(?<v>\d{1,3}) y/o|(?<v>\d{1,3}) Jahre alt",
        IgnoreCase = true,
        MaxLength = 20,
        Check = IsAge,
        Confidence = 0.7,
        Positives = ["This «74» year old patient", "a «19»-year-old student", "Sie ist «44» Jahre alt"],
        Negatives = ["10 years ago", "200 years old", "5 years of work"],
    };

    private static bool IsAge(ReadOnlySpan<char> value) => int.Parse(value) is > 0 and <= 120;
}
