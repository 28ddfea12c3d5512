using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Azure.Deployments;

/// <summary>The platforms' shared calls: they turn ARM's failures into the platforms' own, and make bodies that ARM accepts back.</summary>
internal static class DeploymentCalls
{
    public const string ApiVersion = "2026-09-01";

    /// <summary>The members that ARM returns for any resource and does not accept.</summary>
    private static readonly string[] ReadOnly = ["id", "name", "type", "etag", "systemData"];

    public static string ResourceOf(ModelPolicy model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resource ?? throw new DeploymentPlatformException(
            $"The model {model.Id} names no resource: add resource: with the ARM id of what serves it.", isFinal: true);
    }

    public static async ValueTask<T> CallAsync<T>(ModelPolicy model, Func<ValueTask<T>> call)
    {
        try
        {
            return await call();
        }
        catch (ArmException e)
        {
            // A conflict, throttling and an expired token pass; what else ARM refuses, it refuses again.
            throw new DeploymentPlatformException(
                $"{model.Platform}, model {model.Id}: {e.Message}", e.NothingChanged && e.Status is 400 or 403 or 404 or 405, e);
        }
    }

    /// <summary>A body as it was read, ready to be changed and put back whole.</summary>
    public static JsonObject Writable(JsonElement resource, params ReadOnlySpan<string> readOnlyProperties)
    {
        var body = JsonObject.Create(resource) ?? [];
        foreach (var name in ReadOnly)
        {
            body.Remove(name);
        }

        if (body["properties"] is JsonObject properties)
        {
            foreach (var name in readOnlyProperties)
            {
                properties.Remove(name);
            }
        }

        return body;
    }

    public static JsonElement At(JsonElement owner, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(name, out owner))
            {
                return default;
            }
        }

        return owner;
    }

    public static string? Text(JsonElement owner, params ReadOnlySpan<string> path) =>
        At(owner, path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static int Share(JsonElement owner, string name, string deployment)
    {
        var shares = At(owner, "properties", name);
        return shares.ValueKind != JsonValueKind.Object ? 0
            : shares.EnumerateObject().FirstOrDefault(s => string.Equals(
                s.Name, deployment, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: JsonValueKind.Number } share
                && share.TryGetInt32(out var percent)
                ? percent
            : 0;
    }

    public static DateTimeOffset? Time(JsonElement owner, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(Text(owner, path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
