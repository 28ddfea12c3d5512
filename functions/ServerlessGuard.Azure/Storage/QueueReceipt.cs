namespace ServerlessGuard.Azure.Storage;

/// <summary>The service's pop receipt, and the address of a long body, which goes when the message does. Opaque to everybody else.</summary>
internal sealed record QueueReceipt(string Pop, SpilledBytes? Spilled)
{
    public override string ToString() => $"{Pop}|{Spilled}";

    public static QueueReceipt? Parse(string text)
    {
        var at = text.IndexOf('|', StringComparison.Ordinal);
        return at > 0 ? new(text[..at], SpilledBytes.Parse(text[(at + 1)..])) : null;
    }
}
