using System.Globalization;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Callers;

/// <summary>Entries about caller keys: a key is an access right, so who gave and who ended it is on record.</summary>
public static class CallerKeyEntries
{
    /// <summary>Must be durable before the key is shown: an unrecorded key opens nothing for anybody.</summary>
    /// <param name="replaces">The time at which the key was created whose place this one takes; null for a new name.</param>
    public static AuditEntry Created(CallerKeyRecord key, string actor, DateTimeOffset? replaces = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        var facts = new Dictionary<string, string> { ["key"] = key.Name };
        if (key.Roles.Count > 0)
        {
            facts["roles"] = string.Join(',', key.Roles);
        }

        if (key.Expires is { } expires)
        {
            facts["expires"] = expires.ToString("O", CultureInfo.InvariantCulture);
        }

        if (replaces is { } earlier)
        {
            facts["replaces"] = earlier.ToString("O", CultureInfo.InvariantCulture);
        }

        return new AuditEntry { Kind = AuditKinds.CallerKeyCreated, Time = key.Created, Actor = actor, Facts = facts };
    }

    /// <summary>Follows the revocation, which must not wait for a log that may be down.</summary>
    public static AuditEntry Revoked(string name, string actor, DateTimeOffset now) =>
        new() { Kind = AuditKinds.CallerKeyRevoked, Time = now, Actor = actor, Facts = new Dictionary<string, string> { ["key"] = name } };
}
