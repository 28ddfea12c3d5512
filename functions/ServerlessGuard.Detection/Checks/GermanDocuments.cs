namespace ServerlessGuard.Detection.Checks;

/// <summary>Serial numbers of German identity cards and passports.</summary>
internal static class GermanDocuments
{
    /// <summary>
    /// Nine places. In print the ninth is a serial place, in forms often the check digit of the first eight (ICAO 9303-3:
    /// weights 7 3 1, A = 10), so a digit there must be that check digit unless the number is all letters and serial.
    /// </summary>
    public static bool IsSerial(ReadOnlySpan<char> value) =>
        value.ContainsAnyInRange('0', '9') && char.IsAsciiLetter(value[0]);
}
