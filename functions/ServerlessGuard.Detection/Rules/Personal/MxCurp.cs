using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Mexican population registry code (names, date, sex, state, check digit).</summary>
internal sealed class MxCurp : IRuleSource
{
    private const string Shape = @"[A-Z][AEIOUX][A-Z]{2}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[HMX](?:AS|BC|BS|CC|CL|CM|CS|CH|DF|DG|GT|GR|HG|JC|MC|MN|MS|NT|NL|OC|PL|QT|QR|SP|SL|SR|TC|TS|TL|VZ|YN|ZS|NE)[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\d";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-142",
        Kind = "mx-curp",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(18, 18),
        Pattern = Shape,
        MaxLength = 18,
        Check = IsValid,
        Confidence = 0.9,
        Context = ["curp", "méxico", "clave única"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["CURP «BOXW310820HNERXN09»", "curp «HEGG560427MVZRRL04»"],
        Negatives = ["BOXW310820HNERXN08", "BOXW310820HZZRXN09"],
    };

    private const string Values = "0123456789ABCDEFGHIJKLMN#OPQRSTUVWXYZ";

    /// <summary>Letters count by their place in the Spanish alphabet (N, then Ñ), weighted 18 down to 2.</summary>
    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += Values.IndexOf(value[i]) * (18 - i);
        }

        return (10 - (sum % 10)) % 10 == value[17] - '0';
    }
}
