using System.Text;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Content of a delta that is a list of parts, split into the fields that clients join: text, thoughts, and the rest.</summary>
internal static class DeltaContent
{
    private const string Thoughts = "reasoning_content";
    private const string Rest = "content_parts";

    public static void Flatten(JsonObject delta)
    {
        if (delta["content"] is not (JsonArray or JsonObject))
        {
            return;
        }

        var (text, thoughts, rest) = (new StringBuilder(), new StringBuilder(TextPiece.Read(delta[Thoughts])), new JsonArray());
        foreach (var part in delta["content"] is JsonArray parts ? [.. parts] : new[] { delta["content"] })
        {
            var type = GatewayJson.Text(part, "type");
            if ((TextPiece.Read(part) ?? (type is "text" or "output_text" ? TextPiece.Read(part!["text"]) : null)) is { } piece)
            {
                text.Append(piece);
            }
            else if (ContentParts.IsMedia(type))
            {
                throw new ContentRefusedException("content.not-inspectable", "The gateway cannot inspect media in a stream.");
            }
            else if (type is "thinking" or "reasoning")
            {
                Gather(part!.AsObject(), thoughts);
            }
            else
            {
                rest.Add(part?.DeepClone());
            }
        }

        delta["content"] = text.ToString();
        if (thoughts.Length > 0)
        {
            delta[Thoughts] = thoughts.ToString();
        }

        if (rest.Count > 0)
        {
            delta[Rest] = rest;
        }
    }

    private static void Gather(JsonNode? node, StringBuilder thoughts)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (name is "thinking" or "reasoning" or "text" or "summary" or "content")
                    {
                        Gather(value, thoughts);
                    }
                }

                break;
            case JsonArray elements:
                foreach (var element in elements)
                {
                    Gather(element, thoughts);
                }

                break;
            default:
                thoughts.Append(TextPiece.Read(node));
                break;
        }
    }
}
