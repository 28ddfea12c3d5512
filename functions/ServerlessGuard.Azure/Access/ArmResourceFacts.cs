using System.Text.Json;
using ServerlessGuard.Core.Access;

namespace ServerlessGuard.Azure.Access;

/// <summary>A resource's own settings of keys and access policies.</summary>
internal static class ArmResourceFacts
{
    public static string VersionOf(string id) => TypeOf(id).ToUpperInvariant() switch
    {
        "MICROSOFT.KEYVAULT/VAULTS" => "2026-05-15",
        "MICROSOFT.EVENTGRID/TOPICS" => "2025-02-15",
        "MICROSOFT.WEB/SITES" => "2025-03-01",
        _ => "2026-09-01",
    };

    public static ProtectedResource Read(string id, JsonElement described)
    {
        var properties = ArmAuthorizationJson.Properties(described);
        return TypeOf(id).ToUpperInvariant() switch
        {
            "MICROSOFT.KEYVAULT/VAULTS" => new ProtectedResource(id, UsesAccessPolicies: !IsTrue(properties, "enableRbacAuthorization")),
            "MICROSOFT.STORAGE/STORAGEACCOUNTS" => new ProtectedResource(id, HasKeys: !IsFalse(properties, "allowSharedKeyAccess")),
            "MICROSOFT.MACHINELEARNINGSERVICES/WORKSPACES/ONLINEENDPOINTS" =>
                new ProtectedResource(id, HasKeys: ArmAuthorizationJson.Text(properties, "authMode") != "AADToken"),
            _ => new ProtectedResource(id, HasKeys: !IsTrue(properties, "disableLocalAuth")),
        };
    }

    public static IEnumerable<VaultPolicy> VaultPolicies(string id, JsonElement described)
    {
        if (!ArmAuthorizationJson.Properties(described).TryGetProperty("accessPolicies", out var policies)
            || policies.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        foreach (var policy in policies.EnumerateArray())
        {
            var rights = policy.TryGetProperty("permissions", out var permissions) ? permissions : default;
            if (ArmAuthorizationJson.Text(policy, "objectId") is { } holder && rights.ValueKind == JsonValueKind.Object)
            {
                yield return new VaultPolicy(
                    id, holder, ArmAuthorizationJson.Texts(rights, "keys"), ArmAuthorizationJson.Texts(rights, "secrets"));
            }
        }
    }

    private static string TypeOf(string id) => new ProtectedResource(id).Type;

    private static bool IsTrue(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static bool IsFalse(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.False;
}
