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
            case var _ when source is TextFieldSource.Output or TextFieldSource.Assistant:
                // Models write new types of parts, and clients send them back: all of their texts are inspected.
                content.Others(part, source);
                break;
            default:
                throw new ContentRefusedException("content.unknown-shape", "A content part has a type that the gateway does not know.");
        }
    }

    public static bool IsMedia(string? type) =>
        type is "image_url" or "input_image" or "input_audio" or "output_audio" or "audio" or "file" or "input_file" or "video_url"
            or "computer_screenshot";

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
