using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// The parts of a message: text is inspected, media pass or are refused by option, the model's other types are inspected, a caller's
/// refused.
/// </summary>
internal static class ContentParts
{
    public static void Read(JsonNode? node, TextFieldSource source, TextFieldCollector content)
    {
        if (node is not JsonObject part)
        {
            throw new ContentRefusedException("content.unknown-shape", "Each content part must be an object.");
        }

        var type = GatewayJson.Text(part, "type") ?? "";
        switch (type)
        {
            case "text" or "input_text" or "output_text" or "summary_text" or "reasoning_text" or "refusal":
                if (part["logprobs"] is not (null or JsonArray { Count: 0 }))
                {
                    content.Prunings.Add(() => part["logprobs"] = new JsonArray());
                }

                content.Text(part, "text", source);
                content.Others(part, source, "logprobs", "text");
                break;
            case var _ when IsMedia(type):
                content.Media(type);
                ReadMedia(part, source, content);
                break;
            case var _ when source != TextFieldSource.Output && HoldsMedia(part):
                content.Media("unknown");
                ReadMedia(part, source, content);
                break;
            case var _ when source is TextFieldSource.Output or TextFieldSource.Assistant:
                // Models write new types of parts, and clients send them back: all of their texts are inspected.
                content.Others(part, source);
                break;
            default:
                throw new ContentRefusedException("content.unknown-shape", "A content part has a type that the gateway does not know.");
        }
    }

    /// <summary>Of OpenAI's API and of servers that speak it, such as vLLM.</summary>
    private static readonly FrozenSet<string> Media = new[]
    {
        "image_url", "input_image", "input_audio", "output_audio", "audio", "file", "input_file", "video_url", "computer_screenshot",
        "audio_url", "image", "image_file", "image_pil", "output_image", "image_embeds", "audio_embeds", "video_embeds", "video",
        "input_video", "media", "container_upload",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Lists =
        new[] { "images", "audios", "videos", "files", "attachments", "file_id", "file_ids" }.ToFrozenSet(StringComparer.Ordinal);

    // A longer text, or an address, is no name of something else.
    private const int LongestName = 200;

    public static bool IsMedia(string? type) => type is not null && Media.Contains(type);

    /// <summary>
    /// Whether a part or a message holds a picture, sound or file under its own name: servers read a part without a type by it.
    /// </summary>
    public static bool HoldsMedia(JsonObject owner) => owner.Any(static property =>
        (Media.Contains(property.Key) || Lists.Contains(property.Key)) && property.Value switch
        {
            JsonArray list => list.Count > 0,
            JsonObject => true,
            var value when GatewayJson.IsText(value) => value!.GetValue<string>() is var text
                && (Lists.Contains(property.Key) || text.Length > LongestName || text.Contains("://", StringComparison.Ordinal)
                    || text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)),
            _ => false,
        });

    /// <summary>Addresses and names beside the media are text; inline bytes are not.</summary>
    public static void ReadMedia(JsonObject part, TextFieldSource source, TextFieldCollector content)
    {
        foreach (var (name, value) in part)
        {
            if (value is JsonObject inner)
            {
                ReadMedia(inner, source, content);
            }
            else if (name is not ("data" or "file_data")
                && !(GatewayJson.IsText(value) && value!.GetValue<string>().StartsWith("data:", StringComparison.Ordinal)))
            {
                content.Property(part, name, source);
            }
        }
    }
}

/// <summary>
/// A document is beyond what the gateway can judge: too large, malformed, or of an unknown shape. Reading stops at once,
/// however deep it is. The message never holds scanned text.
/// </summary>
internal sealed class ContentRefusedException(string code, string message) : Exception(message)
{
    /// <summary>Stable code: <c>invalid_request</c>, <c>content.unknown-shape</c>, <c>content.not-inspectable</c>.</summary>
    public string Code => code;
}
