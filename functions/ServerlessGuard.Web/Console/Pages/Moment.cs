using System.Globalization;
using ServerlessGuard.Core.Markup;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>Times as pages show them: always in UTC, marked with Z.</summary>
internal static class Moment
{
    public static Html Show(DateTimeOffset? time) => time is { } known
        ? (Html)$"<time datetime=\"{known.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}\">{known.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}Z</time>"
        : $"–";

    public static Html ShowExactly(DateTimeOffset time) =>
        $"<time datetime=\"{time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}\">{time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}Z</time>";

    /// <summary>A duration in its largest fitting unit: <c>40 s</c>, <c>12 min</c>, <c>3 h</c>, <c>5 d</c>.</summary>
    public static string Length(TimeSpan span) => span.Duration() switch
    {
        { TotalSeconds: < 90 } seconds => $"{Math.Floor(seconds.TotalSeconds).ToString(CultureInfo.InvariantCulture)} s",
        { TotalMinutes: < 90 } minutes => $"{Math.Floor(minutes.TotalMinutes).ToString(CultureInfo.InvariantCulture)} min",
        { TotalHours: < 48 } hours => $"{Math.Floor(hours.TotalHours).ToString(CultureInfo.InvariantCulture)} h",
        var days => $"{Math.Floor(days.TotalDays).ToString(CultureInfo.InvariantCulture)} d",
    };
}
