using System.Text.Json;

namespace ServerlessGuard.Infra.Tests.Support;

/// <summary>tests/Contracts/azure-native.json: the inputs that exist.</summary>
internal static class Manifest
{
    public static readonly JsonElement Used = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "azure-native.json"))).RootElement;

    public static JsonElement Resource(string token) => Used.GetProperty("resources").GetProperty(token);

    public static string ApiVersion(string token) => Resource(token).GetProperty("apiVersion").GetString()!;
}
