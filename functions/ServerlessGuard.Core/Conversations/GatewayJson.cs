using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>How the gateway reads and writes JSON.</summary>
internal static class GatewayJson
{
    /// <summary>Deeper documents are refused.</summary>
    public const int MaxDepth = 64;

    /// <summary>Names must be unique: with two of the same name, guard and model could each believe another one.</summary>
    public static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Answers are JSON bodies, never HTML, so text stays readable instead of being escaped to ASCII.</summary>
    public static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] ToBytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Writing);

    public static string? Text(JsonNode? owner, string name) =>
        owner is JsonObject o && o[name] is JsonValue v && v.GetValueKind() == JsonValueKind.String ? v.GetValue<string>() : null;

    public static int? Number(JsonNode? owner, string name) =>
        owner is JsonObject o && o[name] is JsonValue v && v.GetValueKind() == JsonValueKind.Number && v.TryGetValue<int>(out var n)
            ? n
            : null;

    public static bool True(JsonNode? owner, string name) => owner is JsonObject o && o[name]?.GetValueKind() == JsonValueKind.True;

    public static bool IsText(JsonNode? node) => node is JsonValue v && v.GetValueKind() == JsonValueKind.String;
}
