using System.Text.Json;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Core.Access;

namespace ServerlessGuard.Azure.Access;

/// <summary>Reads Microsoft.Authorization's items. An unreadable item fails the review: nobody would see its grant.</summary>
internal static class ArmAuthorizationJson
{
    public static string Id(JsonElement item) => Text(item, "id") ?? throw Illegible("id");

    public static RoleAssignment Assignment(JsonElement item, bool isEligible)
    {
        var properties = Properties(item);
        return new RoleAssignment
        {
            Id = Id(item),
            PrincipalId = Text(properties, "principalId") ?? throw Illegible("principalId"),
            PrincipalType = Text(properties, "principalType") ?? "ServicePrincipal",
            RoleId = Text(properties, "roleDefinitionId") ?? throw Illegible("roleDefinitionId"),
            Scope = Text(properties, "scope") ?? throw Illegible("scope"),
            IsEligible = isEligible,
            From = Time(properties, "startDateTime"),
            Until = Time(properties, "endDateTime"),
            IsConditional = Text(properties, "condition") is { Length: > 0 },
        };
    }

    /// <summary>The principal's display name, where the item was expanded.</summary>
    public static string? NameOf(JsonElement item) =>
        Properties(item).TryGetProperty("expandedProperties", out var expanded) && expanded.ValueKind == JsonValueKind.Object
            && expanded.TryGetProperty("principal", out var principal) && principal.ValueKind == JsonValueKind.Object
                ? Text(principal, "displayName")
                : null;

    public static RoleDefinition Role(JsonElement item)
    {
        var properties = Properties(item);
        return new RoleDefinition(
            Id(item), Text(properties, "roleName") ?? throw Illegible("roleName"),
            string.Equals(Text(properties, "type"), "CustomRole", StringComparison.OrdinalIgnoreCase), Permissions(properties));
    }

    public static DenyAssignment Denial(JsonElement item)
    {
        var properties = Properties(item);
        var excluded = Principals(properties, "excludePrincipals");
        return new DenyAssignment
        {
            Scope = Text(properties, "scope") ?? throw Illegible("scope"),
            Permissions = Permissions(properties),
            Principals = [.. Principals(properties, "principals").Select(static p => p.Id)],
            Excluded = [.. excluded.Select(static p => p.Id)],
            IsHereOnly = properties.TryGetProperty("doesNotApplyToChildScopes", out var here) && here.ValueKind == JsonValueKind.True,
            MayExcludeGroups = excluded.Any(static p => p.Type.Equals("Group", StringComparison.OrdinalIgnoreCase))
                || Text(properties, "condition") is { Length: > 0 },
        };
    }

    private static List<(string Id, string Type)> Principals(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(static p => (Text(p, "id") ?? "", Text(p, "type") ?? ""))] : [];

    private static IReadOnlyList<RolePermissions> Permissions(JsonElement properties) =>
        properties.TryGetProperty("permissions", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(static p => new RolePermissions
            {
                Actions = Texts(p, "actions"),
                NotActions = Texts(p, "notActions"),
                DataActions = Texts(p, "dataActions"),
                NotDataActions = Texts(p, "notDataActions")
            })]
            : throw Illegible("permissions");

    internal static IReadOnlyList<string> Texts(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(static t => t.GetString() ?? "")]
            : [];

    internal static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    internal static JsonElement Properties(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
            && item.TryGetProperty("properties", out var properties)
            && properties.ValueKind == JsonValueKind.Object ? properties : throw Illegible("properties");

    private static DateTimeOffset? Time(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
            && value.TryGetDateTimeOffset(out var time) ? time : null;

    private static ArmException Illegible(string what) => new("List of grants", 200, $"has an item without {what}", untouched: true);
}
