namespace ServerlessGuard.Detection.Checks;

/// <summary>Whether numbers can be a date of birth. Knows no clock: a year far in the future fails by range, not by today.</summary>
internal static class Calendar
{
    public static bool IsDate(int year, int month, int day) =>
        year is >= 1800 and <= 2099 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    /// <summary>A date whose century is unknown: 29 February passes if any century has it.</summary>
    public static bool IsShortDate(int year, int month, int day) => IsDate(1900 + year, month, day) || IsDate(2000 + year, month, day);
}
