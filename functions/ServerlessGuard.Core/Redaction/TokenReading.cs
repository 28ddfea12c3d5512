namespace ServerlessGuard.Core.Redaction;

/// <summary>A token of <paramref name="Length"/> units, or one unit that starts none, or <paramref name="More"/>: text is missing to tell.</summary>
internal readonly record struct TokenReading(TokenEntry? Entry, int Length, bool More)
{
    public static TokenReading None => new(null, 1, More: false);

    public static TokenReading Undecided => new(null, 0, More: true);

    public static TokenReading Of(TokenEntry entry, int length) => new(entry, length, More: false);
}
