using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Japanese authorities issue.</summary>
internal static class Japan
{
    private const string JpMyNumberShape = @"\d{4}[ -]?\d{4}[ -]?\d{4}";

    /// <summary>A Japanese individual number (twelve digits, weights 6 5 4 3 2 7 6 5 4 3 2, modulus 11).</summary>
    public static Rule JpMyNumber { get; } = new()
    {
        Id = "SG-PII-139",
        Kind = "jp-my-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12),
        Pattern = JpMyNumberShape,
        MaxLength = 14,
        Check = IsJpMyNumber,
        Confidence = 0.3,
        Context = ["my number", "マイナンバー", "個人番号", "individual number", "mynumber"],
        Labels = ["my number", "マイナンバー", "個人番号", "mynumber"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsJpMyNumber, JpMyNumberShape),
        Positives = ["My Number «1234 5678 9018»", "個人番号 «987654321093»"],
        Negatives = ["My Number register, 1234 5678 9019", "123456789018 rows"],
    };

    private static bool IsJpMyNumber(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var rest = Weighted.Sum(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
        return (rest <= 1 ? 0 : 11 - rest) == digits[11] - '0';
    }

    private const string JpCorporateNumberShape = @"[1-9]\d{12}";

    /// <summary>A Japanese corporate number (National Tax Agency: check digit, twelve digits, modulus 9) near a word for it.</summary>
    public static Rule JpCorporateNumber { get; } = new()
    {
        Id = "SG-PII-199",
        Kind = "jp-corporate-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = JpCorporateNumberShape,
        MaxLength = 13,
        Check = IsJpCorporateNumber,
        Confidence = 0.2,
        Context = ["法人番号", "corporate number", "会社", "インボイス", "登録番号"],
        Labels = ["法人番号"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsJpCorporateNumber, JpCorporateNumberShape),
        Positives = ["法人番号「«8700110005901»」", "corporate number «5010401089998»"],
        Negatives = ["注文 8700110005901", "corporate number 9700110005901"],
    };

    private static bool IsJpCorporateNumber(ReadOnlySpan<char> value)
    {
        var sum = 0;
        for (var i = 1; i <= 12; i++)
        {
            sum += (value[13 - i] - '0') * (i % 2 == 1 ? 1 : 2);
        }

        return value[0] - '0' == 9 - (sum % 9);
    }

    private const string JpPassportShape = @"[A-Z]{2}\d{7}";

    /// <summary>A Japanese passport number (two letters and seven digits) near a word for it.</summary>
    public static Rule JpPassport { get; } = new()
    {
        Id = "SG-PII-200",
        Kind = "jp-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7, maxBefore: 2),
        Pattern = JpPassportShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["パスポート", "旅券番号", "旅券", "japanese passport"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, JpPassportShape),
        Positives = ["旅券番号 «TK1234567»", "パスポート «MZ7654321»"],
        Negatives = ["部品 TK1234567", "旅券番号 TK12345"],
    };

    private const string JpDrivingLicenceShape = @"(?:1[0-9]|2[0-9]|3[0-9]|4[0-9]|5[0-9]|6[0-9]|7[0-9]|8[0-9]|9[0-7])\d{10}";

    /// <summary>A Japanese driving licence number (twelve digits: office, year, serial, check, reissue) near a word for it.</summary>
    public static Rule JpDrivingLicence { get; } = new()
    {
        Id = "SG-PII-201",
        Kind = "jp-driving-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12),
        Pattern = JpDrivingLicenceShape,
        MaxLength = 12,
        Confidence = 0.2,
        Context = ["運転免許", "免許証番号", "免許証", "driving licence", "driver's license"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, JpDrivingLicenceShape),
        Positives = ["運転免許証番号: «305012345670»", "免許証 «622100123451»"],
        Negatives = ["注文 305012345670", "免許証 3050123456"],
    };

    private const string JpPostcodeShape = @"\d{3}-\d{4}";

    /// <summary>A Japanese postcode (three and four digits) after its sign or near a word for it.</summary>
    public static Rule JpPostcode { get; } = new()
    {
        Id = "SG-PII-202",
        Kind = "jp-postcode",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7),
        Pattern = JpPostcodeShape,
        MaxLength = 8,
        Confidence = 0.1,
        Context = ["〒", "郵便番号", "postal code", "postcode", "住所"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, JpPostcodeShape),
        Positives = ["〒 «100-0001» 東京都", "郵便番号 «530-0001»"],
        Negatives = ["部屋 100-0001", "〒 1000"],
    };

    private const string JpVehicleRegistrationShape = @"\p{Lo}{2,4} ?\d{2,3} ?[あ-ろれわを] ?(?:[1-9]\d?-\d{2}|・{1,3}\d{1,3}|[1-9]\d{0,3})";

    /// <summary>A Japanese vehicle registration: office, class, kana, up to four digits.</summary>
    public static Rule JpVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-203",
        Kind = "jp-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(2, 7, maxBefore: 6),
        Pattern = JpVehicleRegistrationShape,
        MaxLength = 18,
        Confidence = 0.5,
        Context = ["ナンバー", "車両番号", "自動車登録番号", "登録番号"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, JpVehicleRegistrationShape),
        Positives = ["車両番号 «品川500さ12-34»", "ナンバー «横浜 330 あ 1234»"],
        Negatives = ["品川に500人", "車両番号 1234"],
    };
}
