using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Web.Console.Sessions;

/// <summary>A stored session with an HMAC that only a holder of the session secret can compute.</summary>
internal sealed record SessionDocument(
    [property: JsonPropertyName("session")] ConsoleSession Session,
    [property: JsonPropertyName("mac")] byte[] Mac)
{
    public static SessionDocument Of(ConsoleSession session, byte[] secret) => new(session, MacOf(session, secret));

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, SessionJson.Default.SessionDocument);

    /// <summary>The session in the bytes, or null when they hold none, that of another key, or one that is not authentic.</summary>
    public static ConsoleSession? Read(ReadOnlySpan<byte> utf8, string key, byte[] secret)
    {
        SessionDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(utf8, SessionJson.Default.SessionDocument);
        }
        catch (JsonException)
        {
            return null;
        }

        return document is { Session: { } session, Mac: not null }
            && session.Key == key
            && CryptographicOperations.FixedTimeEquals(MacOf(session, secret), document.Mac)
            ? session
            : null;
    }

    private static byte[] MacOf(ConsoleSession session, byte[] secret) => SessionSecret.Mac(
        secret,
        "console-session/1",
        session.Key,
        session.Principal,
        string.Join(' ', session.Roles),
        Stamp(session.Started),
        Stamp(session.Ends),
        Stamp(session.LastUsed),
        session.FormToken);

    private static string Stamp(DateTimeOffset time) => time.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
