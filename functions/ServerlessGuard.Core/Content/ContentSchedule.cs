namespace ServerlessGuard.Core.Content;

/// <summary>When content expires. Pure.</summary>
internal static class ContentSchedule
{
    public static ContentMove Decide(DateTimeOffset now, DateTimeOffset expires, bool isExpiring, bool isHeld) => (now < expires, isExpiring, isHeld) switch
    {
        (true, _, _) => ContentMove.Wait,
        (_, true, true) => ContentMove.Unmark,
        (_, true, false) => ContentMove.Destroy,
        (_, false, true) => ContentMove.Keep,
        _ => ContentMove.Mark,
    };
}
