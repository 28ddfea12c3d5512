using System.Globalization;
using Azure;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// The content of a stored document's version, for its store: the ETag, the document's expiry, and the place of its long
/// body lies, so that a conditional write needs no read before it. Opaque to everybody else.
/// </summary>
internal sealed record DocumentVersion(ETag ETag, long Expires, SpilledBytes? Spilled)
{
    /// <summary>The ticks of a document that does not expire.</summary>
    public const long Never = long.MaxValue;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ETag}|{Expires}|{Spilled}");

    public static DocumentVersion? Parse(string text)
    {
        var parts = text.Split('|');
        return parts.Length == 3
            && parts[0].StartsWith("W/\"", StringComparison.Ordinal)
            && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var expires)
            ? new(new ETag(parts[0]), expires, SpilledBytes.Parse(parts[2]))
            : null;
    }
}
