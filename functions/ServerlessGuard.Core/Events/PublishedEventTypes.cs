namespace ServerlessGuard.Core.Events;

/// <summary>
/// The types of event that duties publish. Publishers refuse any other, so the list is whole: a test holds it against
/// what infra subscribes to.
/// </summary>
public static class PublishedEventTypes
{
    public const string CredentialLeaked = "ServerlessGuard.CredentialLeaked";

    public static IReadOnlyList<string> Types { get; } = [CredentialLeaked];

    /// <exception cref="ArgumentException">The type is not in the list: no duty would get the event.</exception>
    public static void Require(GuardEvent value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!Types.Contains(value.Type, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"{value.Type} is not among PublishedEventTypes.Types; add it there, with a subscription.", nameof(value));
        }
    }
}
