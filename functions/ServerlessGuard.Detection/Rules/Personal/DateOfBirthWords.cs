namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A date with the month in words (English, German, French, Spanish) near a word for birth.</summary>
internal sealed class DateOfBirthWords : IRuleSource
{
    public static Rule Rule { get; } = new()
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
}
