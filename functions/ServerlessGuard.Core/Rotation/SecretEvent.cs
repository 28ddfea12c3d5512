using System.Text.Json;
using ServerlessGuard.Core.Events;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// A vault's event about a secret. Read leniently: the documented samples have keys with spaces and other case, and an
/// event may name the secret in its subject or id only.
/// </summary>
internal sealed record SecretEvent(string Vault, string Name, string Version)
{
    /// <summary>Null when the event does not say which secret it is about.</summary>
    public static SecretEvent? Of(GuardEvent value)
    {
        var name = Text(value.Data, "ObjectName") ?? value.Subject;
        var path = Uri.TryCreate(Text(value.Data, "Id"), UriKind.Absolute, out var id)
            ? id.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries)
            : [];
        name = path is ["secrets", var named, ..] ? named : name;
        var version = Text(value.Data, "Version") ?? (path is ["secrets", _, var last] ? last : null);
        return string.IsNullOrEmpty(name)
            ? null
            : new SecretEvent(Text(value.Data, "VaultName") ?? id?.Host.Split('.')[0] ?? "", name, version ?? "");
    }

    private static string? Text(JsonElement data, string name)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var property in data.EnumerateObject())
        {
            if (property.Name.AsSpan().Trim().Equals(name, StringComparison.OrdinalIgnoreCase)
                && property.Value.ValueKind == JsonValueKind.String)
            {
                return property.Value.GetString() is { Length: > 0 and <= GuardEventJson.MaxAttributeLength } text ? text.Trim() : null;
            }
        }

        return null;
    }
}
