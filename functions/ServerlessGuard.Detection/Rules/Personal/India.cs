using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Indian authorities issue.</summary>
internal static class India
{
    private const string InAadhaarShape = @"[2-9]\d{3}[ -]\d{4}[ -]\d{4}";

    /// <summary>An Indian Aadhaar number (twelve digits from 2, Verhoeff check digit).</summary>
    public static Rule InAadhaar { get; } = new()
    {
        Id = "SG-PII-117",
        Kind = "in-aadhaar",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12),
        Pattern = InAadhaarShape,
        MaxLength = 14,
        Check = IsInAadhaar,
        Confidence = 0.55,
        Context = ["aadhaar", "aadhar", "uidai", "uid", "adhaar"],
        Labels = ["aadhaar", "aadhar", "adhaar"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsInAadhaar, InAadhaarShape),
        Positives = ["number «2341 2341 2346» given", "Aadhaar «4991-1866-5246»"],
        Negatives = ["2341 2341 2347", "1341 2341 2346"],
    };

    private static bool IsInAadhaar(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && Verhoeff.IsValid(digits);
    }

    private const string InPanShape = @"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]";

    /// <summary>An Indian permanent account number (holder type in the fourth letter).</summary>
    public static Rule InPan { get; } = new()
    {
        Id = "SG-PII-118",
        Kind = "in-pan",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(10, 10),
        Pattern = InPanShape,
        IgnoreCase = true,
        MaxLength = 10,
        Confidence = 0.7,
        Context = ["pan", "permanent account", "income tax"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, InPanShape, ignoreCase: true),
        Positives = ["PAN «ABCPE1234F»", "«AAACR5055K» income tax"],
        Negatives = ["ABCDE1234", "ABCXE1234F"],
    };

    private const string InGstinShape = @"(?:0[1-9]|[12]\d|3[0-8]|97)[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]";

    /// <summary>An Indian goods and services tax number (state, PAN, entity, Z, modulus 36 check).</summary>
    public static Rule InGstin { get; } = new()
    {
        Id = "SG-PII-119",
        Kind = "in-gstin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(15, 15),
        Pattern = InGstinShape,
        MaxLength = 15,
        Confidence = 0.8,
        Context = ["gst", "gstin", "goods and services"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, InGstinShape),
        Positives = ["GSTIN «27AAPFU0939F1ZV»", "GST «29AAGCB7383J1Z4»"],
        Negatives = ["00AAPFU0939F1ZV", "27AAPFU0939F1XV"],
    };

    private const string InVoterShape = @"[A-Z]{3}\d{7}";

    /// <summary>An Indian voter number (EPIC: three letters, seven digits) near a word for it.</summary>
    public static Rule InVoter { get; } = new()
    {
        Id = "SG-PII-120",
        Kind = "in-voter",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7, maxBefore: 3),
        Pattern = InVoterShape,
        IgnoreCase = true,
        MaxLength = 10,
        Confidence = 0.2,
        Context = ["voter", "epic", "election", "voter id", "elector"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, InVoterShape, ignoreCase: true),
        Positives = ["voter id «KSD1287349»", "EPIC «UZB2345117»"],
        Negatives = ["code KSD1287349", "voter KS1287349"],
    };

    private const string InPassportShape = @"[A-PR-WY][1-9]\d{5}[1-9]";

    /// <summary>An Indian passport number (letter, seven digits) near a word for it.</summary>
    public static Rule InPassport { get; } = new()
    {
        Id = "SG-PII-121",
        Kind = "in-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7, maxBefore: 1),
        Pattern = InPassportShape,
        MaxLength = 8,
        Confidence = 0.1,
        Context = ["passport", "indian passport", "passport number"],
        ContextConfidence = 0.75,
        Surrogate = Surrogates.SameShape(null, InPassportShape),
        Positives = ["Indian passport «K3456781»", "passport number «C3590543»"],
        Negatives = ["code A3456781", "passport A0456780"],
    };

    private const string InVehicleRegistrationShape = @"(?:AN|AP|AR|AS|BR|CG|CH|DD|DL|GA|GJ|HP|HR|JH|JK|KA|KL|LA|LD|MH|ML|MN|MP|MZ|NL|OD|OR|PB|PY|RJ|SK|TN|TR|TS|UK|UP|WB)[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?\d{4}|\d{2}[ -]?BH[ -]?\d{4}[ -]?[A-Z]{1,2}";

    /// <summary>An Indian vehicle registration (state, district, series, number; or BH series).</summary>
    public static Rule InVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-122",
        Kind = "in-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 4, maxBefore: 8),
        Pattern = InVehicleRegistrationShape,
        MaxLength = 13,
        Confidence = 0.6,
        Context = ["vehicle", "registration", "car", "plate", "rto", "number plate"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, InVehicleRegistrationShape),
        Positives = ["car «GJ09AB1234»", "rto «KA 01 MH 2022»"],
        Negatives = ["XX09AB1234", "GJ09AB123"],
    };

    private const string InAadhaarBareShape = @"[2-9]\d{11}";

    /// <summary>An Indian Aadhaar number without spaces, near a word for it.</summary>
    public static Rule InAadhaarBare { get; } = new()
    {
        Id = "SG-PII-155",
        Kind = "in-aadhaar",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12),
        Pattern = InAadhaarBareShape,
        MaxLength = 12,
        Check = IsInAadhaarBare,
        Confidence = 0.2,
        Context = ["aadhaar", "aadhar", "uidai", "uid", "adhaar"],
        Labels = ["aadhaar", "aadhar", "adhaar"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsInAadhaarBare, InAadhaarBareShape),
        Positives = ["Aadhaar «234123412346»", "UIDAI «499118665246»"],
        Negatives = ["499118665246 rows", "UIDAI 499118665247"],
    };

    private static bool IsInAadhaarBare(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && Verhoeff.IsValid(digits);
    }

    private const string InPanLooseShape = @"[A-Z]{3}[DEIKMNOQRSU-Z][A-Z]\d{4}[A-Z]";

    /// <summary>An Indian permanent account number of any holder type, near a word for it.</summary>
    public static Rule InPanLoose { get; } = new()
    {
        Id = "SG-PII-159",
        Kind = "in-pan",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(4, 4, maxBefore: 5),
        Pattern = InPanLooseShape,
        IgnoreCase = true,
        MaxLength = 10,
        Confidence = 0.2,
        Context = ["pan", "pan number", "permanent account", "income tax"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, InPanLooseShape, ignoreCase: true),
        Positives = ["PAN «ABCSE1234F»", "my pan is «DJPMS1234Z»"],
        Negatives = ["ABCSE1234F code", "pan ABCSE123F"],
    };

    private const string InDrivingLicenceShape = @"(?:A[NPRS]|BR|C[GH]|D[DLN]|G[AJ]|H[PR]|J[HK]|K[AL]|L[AD]|M[HLNPZ]|NL|O[DR]|P[BY]|RJ|SK|T[NRSG]|U[KP]|WB)[- ]?\d{2}[- /]?(?:19|20)\d{2}[- /]?\d{7}";

    /// <summary>An Indian driving licence number (Sarathi: state, office, year of issue, serial) near a word for it.</summary>
    public static Rule InDrivingLicence { get; } = new()
    {
        Id = "SG-PII-195",
        Kind = "in-driving-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13, maxBefore: 3),
        Pattern = InDrivingLicenceShape,
        MaxLength = 19,
        Confidence = 0.45,
        Context = ["driving licence", "driving license", "dl no", "dl number", "licence number", "license number"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, InDrivingLicenceShape),
        Positives = ["DL no «KA0120110012345»", "driving licence «MH-14 2011 0062821»"],
        Negatives = ["ref 0120110012345", "driving licence XX0120110012345"],
    };

    private const string InBankBranchShape = @"[A-Z]{4}0[A-Z0-9]{6}";

    /// <summary>An Indian bank branch code (RBI IFSC: bank, zero, branch) near a word for it.</summary>
    public static Rule InBankBranch { get; } = new()
    {
        Id = "SG-PII-196",
        Kind = "in-ifsc",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(11, 11),
        Pattern = InBankBranchShape,
        MaxLength = 11,
        Confidence = 0.2,
        Context = ["ifsc", "ifsc code", "neft", "rtgs", "bank branch"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, InBankBranchShape),
        Positives = ["IFSC «HDFC0001234»", "NEFT to «SBIN0005943»"],
        Negatives = ["part HDFC0001234", "IFSC HDFC1001234"],
    };

    private const string InCompanyNumberShape = @"[LU]\d{5}[A-Z]{2}(?:19|20)\d{2}(?:PLC|PTC|FLC|FTC|GAP|GAT|GOI|NPL|OPC|SGC|ULL|ULT)\d{6}";

    /// <summary>An Indian corporate identity number (MCA: listing, industry, state, year, ownership, serial).</summary>
    public static Rule InCompanyNumber { get; } = new()
    {
        Id = "SG-PII-197",
        Kind = "in-company-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(21, 21),
        Pattern = InCompanyNumberShape,
        MaxLength = 21,
        Confidence = 0.75,
        Context = ["cin", "corporate identity number", "company"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, InCompanyNumberShape),
        Positives = ["CIN «L17110MH1973PLC019786»", "company «U72200KA2004PTC033028» filed"],
        Negatives = ["L17110MH1973XXX019786", "CIN L17110"],
    };

    private const string InPostcodeShape = @"[1-9]\d{2} ?\d{3}";

    /// <summary>An Indian postal index number (six digits, first not zero) near a word for it.</summary>
    public static Rule InPostcode { get; } = new()
    {
        Id = "SG-PII-198",
        Kind = "in-postcode",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 6),
        Pattern = InPostcodeShape,
        MaxLength = 7,
        Confidence = 0.05,
        Context = ["pin code", "pincode", "pin-code", "postal index"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(null, InPostcodeShape),
        Positives = ["PIN code «560 001»", "pincode «110001»"],
        Negatives = ["rows 560001", "pincode 010001"],
    };
}
