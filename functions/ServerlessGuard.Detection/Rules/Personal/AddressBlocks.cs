namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>
/// Addresses known by what follows the street, whatever its name: a unit, or a town and a country with its postcode on lines of
/// their own (UPU S42, USPS Publication 28).
/// </summary>
internal static class AddressBlocks
{
    // The next line, also of a quoted message, or the next part after a comma.
    private const string Next = @"(?:,? {0,2}\n[> ]{0,8},? ?|, ?)";
    private const string CapitalStreet = @"\p{Lu}" + StreetRest;
    private const string Street = @"\p{L}" + StreetRest;
    private const string StreetRest = @"[\p{L}\d.'/’-]{0,24}(?: \p{L}[\p{L}\d.'/’-]{0,24}){0,4}(?: \d{1,5}[A-Za-z]?\.?)?";
    private const string Unit = @"(?i:apt|apartment|suite|ste|unit|flat|floor)\.? ?[A-Za-z]?\d{1,5}[A-Za-z]?";
    private const string Town = @"\p{Lu}[\p{L}.'’() -]{1,40}";

    private static readonly string[] Countries =
    [
        "Argentina ", "Australia ", "Austria ", "Bangladesh ", "Belgium ", "Brazil ", "Bulgaria ", "Canada ", "Chile ", "China ",
        "Colombia ", "Costa Rica ", "Croatia ", "Cyprus ", "Czech Republic ", "Czechia ", "Denmark ", "Ecuador ", "Egypt ",
        "England ", "Estonia ", "Finland ", "France ", "Germany ", "Greece ", "Hungary ", "Iceland ", "India ", "Indonesia ",
        "Ireland ", "Israel ", "Italy ", "Japan ", "Kenya ", "Latvia ", "Lithuania ", "Luxembourg ", "Malaysia ", "Malta ",
        "Mexico ", "Morocco ", "Netherlands ", "New Zealand ", "Nigeria ", "Norway ", "Pakistan ", "Peru ", "Philippines ",
        "Poland ", "Portugal ", "Romania ", "Russia ", "Saudi Arabia ", "Scotland ", "Serbia ", "Singapore ", "Slovakia ",
        "Slovenia ", "South Africa ", "Spain ", "Sweden ", "Switzerland ", "Thailand ", "Tunisia ", "Turkey ", "Türkiye ",
        "Ukraine ", "United Kingdom ", "United States ", "Uruguay ", "Venezuela ", "Vietnam ", "Wales ",
    ];

    /// <summary>A house number, a street of any language, and a unit, with town, country and postcode where they follow.</summary>
    public static Rule StreetWithUnit { get; } = new()
    {
        Id = "SG-PII-254",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains(
            [" Apt", " apt", " Apartment", " Suite", " suite", " Ste", " Unit", " Flat", " Floor", ">Apt", ">Suite", "\nApt", "\nSuite", "\nUnit", "\nFlat"],
            maxBefore: 100),
        Pattern = @"\d{1,6}[A-Za-z]?,? (?:\d{1,5} )?" + Street + "(?:" + Next + "| )" + Unit
            + "(?:(?:" + Next + "| )" + Town + "(?:" + Next + @"\p{Lu}{2,3}\b)?(?:" + Next + Town + @")?(?:,? ?\n?[> ]{0,8}\d{4,6}(?:-\d{3,4})?)?)?",
        MaxLength = 160,
        Confidence = 0.6,
        Context = ["address", "ship", "send", "deliver", "live", "lives", "office", "offices", "located", "home", "move", "moved", "adresse"],
        Positives = [
            "The parcel goes to «53 Kesk 12\n Suite 343\n Pärnu\n Estonia 72210».",
            "at «971 Long Meadow 7 Apt. 12, Exeter»",
            "«14 Sireli 74, Flat 3»",
            "> «69 Gordon Mead\n> Suite 828\n> Ashford\n> United Kingdom 89800»",
        ],
        Negatives = ["The 5 new offices in Suite A", "we saw 12 of them on Floor B", "12 Apt packages"],
    };

    /// <summary>A unit before the house number, as some forms print it, then street, town and postcode.</summary>
    public static Rule UnitBeforeStreet { get; } = new()
    {
        Id = "SG-PII-255",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("Apt. ", "Apt ", "Suite ", "Flat ", "Unit ", "apt. ", "suite "),
        Pattern = @"(?i:apt|suite|flat|unit)\.? \d{1,5},? \d{1,6},? (?:\d{1,5} )?" + CapitalStreet
            + @"(?:,? ?\n ?\p{L}[\p{L}.'’ -]{0,39}[\p{L}.](?: \d{4,6}(?:-\d{3,4})?)?)?",
        MaxLength = 160,
        RightBoundary = false,
        Confidence = 0.7,
        Positives = [
            "Dr. Sato, «Apt. 276 27 Norðurbrún 32\nAkureyri 60012»",
            "«Flat 4, 12 Alder Copse 3»",
        ],
        Negatives = ["Unit 12 34 passed", "Unit 12 34 of them", "suite 5 tests", "Apt. 276"],
    };

    /// <summary>A house number and a street of any language, then a town and a country with its postcode on lines of their own.</summary>
    public static Rule StreetTownCountry { get; } = new()
    {
        Id = "SG-PII-256",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains(Countries, maxBefore: 130),
        Pattern = @"\d{1,6}[A-Za-z]?,? (?:\d{1,5} )?" + Street + @",? ?\n[> ]{0,8}" + Town + @",? ?\n[> ]{0,8},? ?(?:\p{Lu}{2,3},? ?\n?[> ]{0,8})?" + Town + @" \d{4,6}",
        MaxLength = 160,
        Confidence = 0.65,
        Positives = [
            "Return to «31 Alt Reinickendorf 63\nGrimmen\nGermany 18507» please",
            "«6 Alameda Norte\nBraga\nPortugal 47100»",
            "«52 Ibirapita 8057\nMontevideo\n UY\n Uruguay 11300»",
        ],
        Negatives = ["31 Alt Reinickendorf 63\nGrimmen\nGermany", "5 apples\nTotal\nSum 12345", "Item 3\nTown\nYear 2031", "Chapter 12 Bees\nHoney\nSee page 1234"],
    };
}
