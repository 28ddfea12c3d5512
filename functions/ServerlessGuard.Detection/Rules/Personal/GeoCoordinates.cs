using System.Globalization;
using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Latitude and longitude in decimal degrees (ISO 6709 ranges), at least four places each.</summary>
internal sealed class GeoCoordinates : IRuleSource
{
    private const string Shape = @"[+-]?\d{1,2}\.\d{4,10}°?[NS]?[,;] ?[+-]?\d{1,3}\.\d{4,10}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-031",
        Kind = "geo-coordinates",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 13, maxBefore: 1),
        Pattern = Shape,
        MaxLength = 32,
        Check = IsValid,
        Confidence = 0.7,
        Context = ["lat", "latitude", "longitude", "location", "gps", "coordinates"],
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["seen at «52.520008, 13.404954»", "gps «-33.85678,151.21530»"],
        Negatives = ["91.0000, 181.0000", "3.14159 and 2.71828", "12.5, 13.5"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var comma = value.IndexOfAny(',', ';');
        return Within(value[..comma].TrimEnd("°NS"), 90) && Within(value[(comma + 1)..].Trim(), 180);
    }

    private static bool Within(ReadOnlySpan<char> value, double limit) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= limit;
}
