using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>The parts of a message: text is inspected, media pass or are refused by option, other types are refused.</summary>
internal static class ContentParts
{
    public static void Read(JsonNode? node, SlotSource source, SlotCollector content)
    {
        if (node is not JsonObject part)
        {
            if (GatewayJson.IsText(node))
            {
                throw new ContentRefusedException("content.unknown-shape", "Each content part must be an object.");
            }

            return;
        }

        var type = GatewayJson.Text(part, "type") ?? "";
        switch (type)
        {
            case "text" or "input_text" or "output_text" or "summary_text" or "reasoning_text" or "refusal":
                if (part["logprobs"] is JsonArray { Count: > 0 })
                {
                    content.Prunings.Add(() => part["logprobs"] = new JsonArray());
                }

                content.Others(part, source, "logprobs");
                break;
            case "image_url" or "input_image" or "input_audio" or "output_audio" or "audio" or "file" or "input_file" or "video_url" or "computer_screenshot":
                content.Media(type);
                ReadMedia(part, source, content);
                break;
            default:
                throw new ContentRefusedException("content.unknown-shape", "A content part has a type that the gateway does not know.");
        }
    }

    /// <summary>Addresses and names beside the media are text; inline bytes are not.</summary>
    private static void ReadMedia(JsonObject part, SlotSource source, SlotCollector content)
    {
        foreach (var (name, value) in part)
        {
            if (value is JsonObject inner)
            {
                ReadMedia(inner, source, content);
            }
            else if (name is not ("data" or "file_data") && !(GatewayJson.IsText(value) && value!.GetValue<string>().StartsWith("data:", StringComparison.Ordinal)))
            {
                content.Property(part, name, source);
            }
        }
    }
}
