namespace ServerlessGuard.Core.Content;

/// <summary>
/// The content of interactions, apart from the audit log: encrypted under a key of its interaction, kept as long as the tier says, and
/// unreadable from then on. Throws <see cref="Ports.StoreUnavailableException"/> when the store is down.
/// </summary>
public interface IContentStore
{
    /// <summary>
    /// Seals a part (<c>request</c>, <c>answer</c>, <c>case</c>) of an interaction's content. Write once: false when the part exists.
    /// </summary>
    ValueTask<bool> PutAsync(
        string interaction, string part, ReadOnlyMemory<byte> content, ContentTerms terms, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a part for <paramref name="actor"/>; null when there is none or it has expired and no hold stands. An entry
    /// (<c>content.read</c>, with the purpose) is durable before the content is returned.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(
        string interaction, string part, string actor, string purpose, CancellationToken cancellationToken);
}

/// <summary>How long content is kept, and whose it is: the application and tier that its entries name.</summary>
public sealed record ContentTerms(string Application, string Tier, DateTimeOffset Expires)
{
    /// <summary>The longest that content is kept beyond the tier's time, so that what began together ends together.</summary>
    internal static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Content that is kept for <paramref name="retention"/> from <paramref name="now"/>, and at most a 64th of it longer, or 15
    /// minutes: until the next multiple of such a step in whole seconds.
    /// </summary>
    public static ContentTerms Of(string application, string tier, DateTimeOffset now, TimeSpan retention)
    {
        var step = Math.Clamp(
            retention.Ticks / 64 / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.TicksPerSecond, LongestStep.Ticks);
        var end = (now + retention).UtcTicks;
        return new ContentTerms(application, tier, new DateTimeOffset((end + step - 1) / step * step, TimeSpan.Zero));
    }
}
