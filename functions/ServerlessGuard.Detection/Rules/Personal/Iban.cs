using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An international bank account number (ISO 13616: length by country, ISO 7064 MOD 97-10 check).</summary>
internal sealed class Iban : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-003",
        Kind = "iban",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(2, 34, maxBefore: 2),
        Pattern = @"(?:NO)[0-9]{2}(?:[ -]?[A-Z0-9]){11}|(?:BE)[0-9]{2}(?:[ -]?[A-Z0-9]){12}|(?:DK|FI|FK|FO|GL|NL|SD)[0-9]{2}(?:[ -]?[A-Z0-9]){14}|(?:MK|SI)[0-9]{2}(?:[ -]?[A-Z0-9]){15}|(?:AT|BA|EE|KZ|LT|LU|MN|XK)[0-9]{2}(?:[ -]?[A-Z0-9]){16}|(?:CH|HR|LI|LV)[0-9]{2}(?:[ -]?[A-Z0-9]){17}|(?:BG|BH|CR|DE|GB|GE|IE|ME|RS|VA)[0-9]{2}(?:[ -]?[A-Z0-9]){18}|(?:AE|GI|IL|IQ|OM|SO|TL)[0-9]{2}(?:[ -]?[A-Z0-9]){19}|(?:AD|CZ|ES|MD|PK|RO|SA|SE|SK|TN|VG)[0-9]{2}(?:[ -]?[A-Z0-9]){20}|(?:LY|PT|ST)[0-9]{2}(?:[ -]?[A-Z0-9]){21}|(?:IS|TR)[0-9]{2}(?:[ -]?[A-Z0-9]){22}|(?:BI|DJ|FR|GR|IT|MC|MR|SM)[0-9]{2}(?:[ -]?[A-Z0-9]){23}|(?:AL|AZ|BY|CY|DO|GT|HN|HU|LB|NI|PL)[0-9]{2}(?:[ -]?[A-Z0-9]){24}|(?:BR|EG|PS|QA|UA)[0-9]{2}(?:[ -]?[A-Z0-9]){25}|(?:JO|KW|MU|YE)[0-9]{2}(?:[ -]?[A-Z0-9]){26}|(?:MT|SC)[0-9]{2}(?:[ -]?[A-Z0-9]){27}|(?:LC)[0-9]{2}(?:[ -]?[A-Z0-9]){28}|(?:RU)[0-9]{2}(?:[ -]?[A-Z0-9]){29}",
        MaxLength = 42,
        Check = IsValid,
        Confidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, keep: 4),
        Positives = ["Transfer to «GB82 WEST 1234 5698 7654 32» please", "«NL20INGB0001234567»", "iban=«FR76-3000-6000-0112-3456-7890-189»"],
        Negatives = ["GB82 WEST 1234 5698 7654 33", "ZZ82 WEST 1234 5698 7654 32", "NL20INGB000123456"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var iban = Digits.AndLetters(value);
        return Iso7064.IsMod97(string.Concat(iban.AsSpan(4), iban.AsSpan(0, 4)));
    }
}
