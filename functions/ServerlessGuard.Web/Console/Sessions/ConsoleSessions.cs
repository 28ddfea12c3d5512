using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Web.Console.Sessions;

/// <summary>
/// The sessions, kept on the server. The browser holds only a random id; the store holds its keyed hash.
/// Thread-safe.
/// </summary>
internal sealed class ConsoleSessions(
    IDocumentStore documents, SessionSecret secret, CallerKeys keys, IEntropy entropy, TimeProvider clock, IOptions<ConsoleOptions> options)
{
    private const int IdBytes = 32;
    private readonly string _partition = options.Value.Sessions;
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>Begins a session, always under a new id, so that an id planted before the sign-in opens nothing.</summary>
    /// <param name="noLongerThan">The expiry of the presented credential; null where it has none.</param>
    /// <returns>The id for the cookie, and the session.</returns>
    public async ValueTask<(string Id, ConsoleSession Session)> BeginAsync(
        string principal, IEnumerable<string> roles, DateTimeOffset? noLongerThan, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ends = now + options.Value.EndsAfter;
        var value = await secret.CurrentAsync(cancellationToken);
        var id = Random();
        var session = new ConsoleSession
        {
            Key = KeyOf(id, value),
            Principal = principal,
            Roles = [.. roles.Order(StringComparer.Ordinal)],
            Started = now,
            Ends = noLongerThan < ends ? noLongerThan.Value : ends,
            LastUsed = now,
            FormToken = Random(),
        };
        _ = await documents.CreateAsync(
            _partition, session.Key, SessionDocument.Of(session, value).ToUtf8(), Until(session), cancellationToken)
            ?? throw new InvalidOperationException("Two sessions drew the same 256 random bits.");
        return (id, session);
    }

    /// <summary>The valid session of a cookie, or null.</summary>
    /// <param name="isUse">Whether a person opened a page, which restarts the idle timeout; a live update does not.</param>
    public async ValueTask<ConsoleSession?> FindAsync(string id, bool isUse, CancellationToken cancellationToken)
    {
        if (id.Length != Base64Url.GetEncodedLength(IdBytes) || !Base64Url.IsValid(id))
        {
            return null;
        }

        var value = await secret.CurrentAsync(cancellationToken);
        var key = KeyOf(id, value);
        if (await documents.GetAsync(_partition, key, cancellationToken) is not { } stored
            || SessionDocument.Read(stored.Body.Span, key, value) is not { } session)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (Until(session) <= now || !await IsValidAsync(session.Principal, cancellationToken))
        {
            await documents.DeleteAsync(_partition, key, stored.Version, cancellationToken);
            return null;
        }

        if (isUse && now - session.LastUsed >= SeenEvery)
        {
            session = session with { LastUsed = now };

            // A conflict means that another request of the session wrote as much a moment ago.
            await documents.ReplaceAsync(
                _partition, key, SessionDocument.Of(session, value).ToUtf8(), stored.Version, Until(session), cancellationToken);
        }

        return session;
    }

    public async ValueTask EndAsync(ConsoleSession session, CancellationToken cancellationToken)
    {
        // Again on a conflict: a page opened meanwhile must not keep it alive.
        while (await documents.GetAsync(_partition, session.Key, cancellationToken) is { } stored
            && !await documents.DeleteAsync(_partition, session.Key, stored.Version, cancellationToken))
        {
        }
    }

    private DateTimeOffset Until(ConsoleSession session)
    {
        var idle = session.LastUsed + options.Value.IdleAfter;
        return idle < session.Ends ? idle : session.Ends;
    }

    /// <summary>A session ends with its key. The session of a token ends at its expiry, so that a token needs no further check.</summary>
    private async ValueTask<bool> IsValidAsync(string principal, CancellationToken cancellationToken) =>
        !principal.StartsWith("key:", StringComparison.Ordinal) || await keys.IsValidAsync(principal["key:".Length..], cancellationToken);

    private string Random()
    {
        Span<byte> bytes = stackalloc byte[IdBytes];
        entropy.Fill(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    private static string KeyOf(string id, byte[] secret) =>
        Convert.ToHexStringLower(SessionSecret.Mac(secret, "console-session-id/1", id));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SessionDocument))]
internal sealed partial class SessionJson : JsonSerializerContext;
