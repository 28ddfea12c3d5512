using System.Buffers;
using System.Net;
using System.Text.Json;

namespace ServerlessGuard.Core.Events;

/// <summary>
/// Azure's event of a change. Read leniently: claims and authorization come as objects or as JSON in a string, with
/// short or long claim names. Only what looks like an id or an address is taken over.
/// </summary>
internal static class ResourceEvent
{
    public const string Write = "Microsoft.Resources.ResourceWriteSuccess";
    public const string Delete = "Microsoft.Resources.ResourceDeleteSuccess";
    public const string Action = "Microsoft.Resources.ResourceActionSuccess";
    public const string ModelRegistered = "Microsoft.MachineLearningServices.ModelRegistered";
    public const string ModelDeployed = "Microsoft.MachineLearningServices.ModelDeployed";

    private const int LongestText = 64 * 1024;
    private const string ObjectId = "http://schemas.microsoft.com/identity/claims/objectidentifier";
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./_-");

    private static readonly SearchValues<char> InIds = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./_-()@ ");

    /// <summary>Null when the event does not say which resource it is about.</summary>
    public static ResourceChange? Of(GuardEvent value)
    {
        var isWorkspace = value.Type.StartsWith("Microsoft.MachineLearningServices.", StringComparison.OrdinalIgnoreCase);
        var resource = isWorkspace ? value.Source : Text(value.Data, "resourceUri") ?? value.Subject;
        if (string.IsNullOrEmpty(resource) || !resource.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var (claims, authorization) = (Part(value.Data, "claims"), Part(value.Data, "authorization"));
        return new(
            value.Id,
            resource.TrimEnd('/'),
            Known(Text(value.Data, "operationName") ?? Text(authorization, "action")),
            Who(claims, authorization),
            Where(Text(Part(value.Data, "httpRequest"), "clientIpAddress") ?? Text(claims, "ipaddr")),
            Principal(claims, authorization));
    }

    /// <summary>Whether one of two ARM ids lies within the other, or they are the same.</summary>
    public static bool AreRelated(string one, string other) => IsWithin(one, other) || IsWithin(other, one);

    public static bool IsWithin(string inner, string outer) =>
        inner.StartsWith(outer, StringComparison.OrdinalIgnoreCase) && (inner.Length == outer.Length || inner[outer.Length] == '/');

    /// <summary>Text that may be shown: what looks like an id or an address.</summary>
    public static string? Known(string? text) =>
        text is { Length: > 0 and <= 200 } && !text.AsSpan().ContainsAnyExcept(Plain) ? text : null;

    /// <summary>An ARM id for people. One with other than an id's characters is not shown.</summary>
    public static string Shown(string resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.Length <= 1024 && !resource.AsSpan().ContainsAnyExcept(InIds) ? resource : "a resource whose id is not plain";
    }

    /// <summary>Text of an event's data; null where there is none.</summary>
    public static string? Text(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string? Principal(JsonElement claims, JsonElement authorization) =>
        Known(Text(claims, ObjectId) ?? Text(claims, "oid") ?? Text(Part(authorization, "evidence"), "principalId"));

    private static string? Who(JsonElement claims, JsonElement authorization)
    {
        if (Known(Text(claims, ObjectId) ?? Text(claims, "oid")) is { } user
            && Text(claims, "idtyp") != "app"
            && Known(Text(claims, "appidacr")) is null or "0")
        {
            return $"user:{user}";
        }

        return Known(Text(claims, "appid") ?? Text(claims, "azp")) is { } app ? $"app:{app}"
            : Principal(claims, authorization) is { } principal ? $"identity:{principal}"
            : null;
    }

    private static string? Where(string? address) => IPAddress.TryParse(address, out var parsed) ? parsed.ToString() : null;

    private static JsonElement Part(JsonElement data, string name)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty(name, out var part))
        {
            return default;
        }

        if (part.ValueKind != JsonValueKind.String || part.GetString() is not { Length: > 0 and <= LongestText } text)
        {
            return part;
        }

        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}

/// <summary>The actor and address of a change, as an event claims. A hint: anybody with a topic's key can write one.</summary>
/// <param name="Resource">The ARM id, as the event has it.</param>
/// <param name="Actor"><c>app:ID</c> or <c>user:OBJECT-ID</c>; null when the event has none.</param>
/// <param name="Address">The address that the call came from.</param>
/// <param name="ObjectId">The actor's object id in the directory, by which grants name it; null when the event has none.</param>
public sealed record ResourceChange(
    string Event, string Resource, string? Operation, string? Actor, string? Address, string? ObjectId = null);
