namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An English street address: number, name, and a word for the street (USPS Publication 28), with unit, town and ZIP where they follow.</summary>
internal sealed class StreetAddressEnglish : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-023",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains([" Street", " St", " Avenue", " Ave", " Road", " Rd", " Boulevard", " Blvd", " Lane", " Ln", " Drive", " Dr", " Court", " Ct", " Place", " Pl", " Square", " Terrace", " Parkway", " Pkwy", " Highway", " Hwy", " Close", " Crescent", " Gardens", " Grove", " Circle", " Trail", " Mews", " Way", " Row", " Walk", " street", " avenue", " road", " boulevard", " lane", " drive", " court", " terrace", " parkway", " highway", " crescent"], maxBefore: 48, wholeWords: true),
        Pattern = @"\d{1,6}[A-Za-z]?(?:-\d{1,4})?,? (?:\d{1,3} )?(?:[NSEW]\.? |North |South |East |West )?(?:[\p{Lu}\d][\p{L}\d.'-]{0,24} ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Terrace|Parkway|Pkwy|Highway|Hwy|Close|Crescent|Gardens|Grove|Circle|Trail|Mews|Way|Row|Walk|street|avenue|road|boulevard|lane|drive)\.?(?: [NSEW]{1,2}\b)?(?:,? ?\n? ?(?:[Aa]pt|[Aa]partment|[Ss]uite|[Ss]te|[Uu]nit|[Ff]lat|[Ff]loor|#)\.? ?[A-Z0-9-]{1,6})?(?:,?[ \n]{1,2}\p{Lu}[\p{L}.'-]{1,20}(?: \p{Lu}[\p{L}.'-]{1,20}){0,2}(?:,? [A-Z]{2})?,? \d{5}(?:-\d{4})?)?",
        MaxLength = 160,
        Check = IsAddress,
        Confidence = 0.75,
        Context = ["address", "live", "lives", "living", "home", "ship to", "deliver", "residence", "street", "located"],
        ContextConfidence = 0.9,
        Positives = ["Send it to «1600 Pennsylvania Avenue» today", "at «221B Baker Street, Flat 2»", "I live at «742 N. Evergreen Terrace» now"],
        Negatives = ["In 2020 Wall Street fell", "3 more drive", "Take the road"],
    };

    /// <summary>A year before a proper name is a sentence, not a house number ("In 2020 Wall Street fell").</summary>
    private static bool IsAddress(ReadOnlySpan<char> value) =>
        !(value.Length > 5 && value[4] == ' ' && int.TryParse(value[..4], out var year) && year is >= 1900 and <= 2035 && value.Count(' ') < 3);
}
