using System.Buffers;
using System.Net;
using System.Text.Json;
using ServerlessGuard.Core.Events;

namespace ServerlessGuard.Core.Watch;

/// <summary>
/// What Azure tells of a change. Read leniently: claims and authorization come as objects or as JSON in a string, with
/// short or long claim names. Only what looks like an id or an address is taken over.
/// </summary>
internal static class DeploymentEvent
{
    public const string Write = "Microsoft.Resources.ResourceWriteSuccess";
    public const string Delete = "Microsoft.Resources.ResourceDeleteSuccess";
    public const string Action = "Microsoft.Resources.ResourceActionSuccess";
    public const string ModelRegistered = "Microsoft.MachineLearningServices.ModelRegistered";
    public const string ModelDeployed = "Microsoft.MachineLearningServices.ModelDeployed";

    private const int LongestText = 64 * 1024;
    private const string ObjectId = "http://schemas.microsoft.com/identity/claims/objectidentifier";
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./_-");

    /// <summary>Null when the event does not say which resource it is about.</summary>
    public static ChangeHint? Of(GuardEvent value)
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
            Where(Text(Part(value.Data, "httpRequest"), "clientIpAddress") ?? Text(claims, "ipaddr")));
    }

    /// <summary>Whether one of two ARM ids lies within the other, or they are the same.</summary>
    public static bool AreRelated(string one, string other) => IsWithin(one, other) || IsWithin(other, one);

    public static bool IsWithin(string inner, string outer) =>
        inner.StartsWith(outer, StringComparison.OrdinalIgnoreCase) && (inner.Length == outer.Length || inner[outer.Length] == '/');

    private static string? Who(JsonElement claims, JsonElement authorization)
    {
        if (Known(Text(claims, ObjectId) ?? Text(claims, "oid")) is { } user && Text(claims, "idtyp") != "app" && Known(Text(claims, "appidacr")) is null or "0")
        {
            return $"user:{user}";
        }

        return Known(Text(claims, "appid") ?? Text(claims, "azp")) is { } app ? $"app:{app}"
            : Known(Text(claims, ObjectId) ?? Text(claims, "oid") ?? Text(Part(authorization, "evidence"), "principalId")) is { } principal ? $"identity:{principal}"
            : null;
    }

    private static string? Where(string? address) => IPAddress.TryParse(address, out var parsed) ? parsed.ToString() : null;

    private static string? Known(string? text) => text is { Length: > 0 and <= 200 } && !text.AsSpan().ContainsAnyExcept(Plain) ? text : null;

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

    private static string? Text(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
