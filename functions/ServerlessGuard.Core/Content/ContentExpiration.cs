using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// The record that content will expire, made before the content is. <see cref="IsExpiring"/> is written before it is
/// destroyed: who holds content sees then that it is too late, and a sweep after a crash continues.
/// </summary>
internal sealed record ContentExpiration(
    [property: JsonPropertyName("application")] string Application,
    [property: JsonPropertyName("tier")] string Tier,
    [property: JsonPropertyName("isExpiring")] bool IsExpiring)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ContentJson.Default.ContentExpiration);

    public static ContentExpiration? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, ContentJson.Default.ContentExpiration);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(ContentExpiration))]
[JsonSerializable(typeof(LegalHold))]
[JsonSerializable(typeof(Dictionary<string, RecordedHold>))]
internal sealed partial class ContentJson : JsonSerializerContext;
