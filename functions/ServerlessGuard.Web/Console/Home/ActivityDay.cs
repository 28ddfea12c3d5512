namespace ServerlessGuard.Web.Console.Home;

/// <summary>24 hours, oldest first.</summary>
/// <param name="Since">From when on the counts are whole; null when they are for the whole day.</param>
internal sealed record ActivityDay(IReadOnlyList<DateTimeOffset> Hours, IReadOnlyList<ActivityHour> Counts, DateTimeOffset? Since);
