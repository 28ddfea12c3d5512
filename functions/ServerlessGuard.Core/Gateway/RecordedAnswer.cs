namespace ServerlessGuard.Core.Gateway;

/// <summary>An answer as it was sent. <see cref="ToString"/> shows nothing of it.</summary>
public sealed record RecordedAnswer(int Status, string ContentType, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public override string ToString() => $"RecordedAnswer {{ {Status} }}";
}
