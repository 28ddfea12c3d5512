namespace ServerlessGuard.Core.Review;

/// <summary>The time in a ULID, for reading ids of a span of time.</summary>
internal static class UlidTime
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A key that sorts before every ULID of that time or later; names in lower case sort after all ULIDs.</summary>
    public static string Before(DateTimeOffset time)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        return string.Create(10, milliseconds, static (span, rest) =>
        {
            for (var i = span.Length - 1; i >= 0; i--)
            {
                span[i] = Crockford[(int)(rest & 31)];
                rest >>= 5;
            }
        });
    }
}
