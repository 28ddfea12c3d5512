using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>How deltas of a chat stream are read, live and whole alike.</summary>
internal static class ChatDeltas
{
    /// <summary>Fields of a delta whose texts arrive in pieces.</summary>
    public static readonly string[] Texts = ["content", "refusal", "reasoning_content", "reasoning"];

    /// <summary>Why the choice ended; null while it continues. An empty reason is none.</summary>
    public static JsonNode? FinishOf(JsonObject choice) => GatewayJson.Text(choice, "finish_reason") is "" ? null : choice["finish_reason"];

    /// <summary>Some servers repeat the role with an empty text after the end; more text or a call there is refused.</summary>
    public static void AfterEnd(JsonObject delta)
    {
        delta.Remove("role");
        foreach (var name in Texts)
        {
            if (delta[name] is null || TextPiece.Read(delta[name]) is "")
            {
                delta.Remove(name);
            }
        }

        if (delta["tool_calls"] is JsonArray { Count: > 0 }
            || delta["function_call"] is not null
            || Texts.Any(name => GatewayJson.IsText(delta[name])))
        {
            throw new ContentRefusedException("content.unknown-shape", "The model's answer continues after its end.");
        }
    }
}
