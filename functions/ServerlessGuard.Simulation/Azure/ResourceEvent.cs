using System.Globalization;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>A subscription's event as Event Grid publishes it, in the CloudEvents schema.</summary>
internal static class ResourceEvent
{
    private static int _next;

    /// <param name="what">Write, Delete or Action.</param>
    public static JsonObject Of(string what, string id, string type, string principal, DateTimeOffset time) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = $"simulated-{Interlocked.Increment(ref _next).ToString(CultureInfo.InvariantCulture)}",
        ["source"] = id[..Math.Max(0, id.IndexOf("/resourceGroups", StringComparison.OrdinalIgnoreCase))],
        ["type"] = $"Microsoft.Resources.Resource{what}Success",
        ["subject"] = id,
        ["time"] = time.ToString("O", CultureInfo.InvariantCulture),
        ["data"] = new JsonObject
        {
            ["authorization"] = new JsonObject { ["scope"] = id, ["action"] = $"{type}/{what.ToLowerInvariant()}" },
            ["claims"] = new JsonObject { ["appid"] = principal, ["ipaddr"] = "192.0.2.1" },
            ["operationName"] = $"{type}/{what.ToLowerInvariant()}",
            ["resourceUri"] = id,
            ["status"] = "Succeeded",
        },
    };
}
