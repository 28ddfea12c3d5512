using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>A field that holds one text or a list of texts. Lists of token ids spell texts that no rule can read.</summary>
internal static class PromptTexts
{
    /// <summary>Throws <see cref="ContentRefusedException"/> for another shape, and for token ids where media do not pass.</summary>
    public static void Read(JsonObject root, string name, GatewayLimits bounds, TextFieldCollector content)
    {
        switch (root[name])
        {
            case JsonValue value when GatewayJson.IsText(value):
                break;
            case JsonArray { Count: > 0 } list when list.All(static item => GatewayJson.IsText(item)):
                RequireCount(list, name, bounds);
                break;
            case JsonArray { Count: > 0 } list when list.All(IsTokens) || IsTokens(list):
                content.Media("token_ids");
                return;
            default:
                throw new ContentRefusedException("invalid_request", $"The field {name} must be a string or an array of strings.");
        }

        content.Property(root, name, TextFieldSource.User);
    }

    private static void RequireCount(JsonArray list, string name, GatewayLimits bounds)
    {
        if (list.Count > bounds.MaxTextFields)
        {
            throw new ContentRefusedException("invalid_request", $"The field {name} holds more than {bounds.MaxTextFields} texts.");
        }
    }

    private static bool IsTokens(JsonNode? node) =>
        node is JsonArray { Count: > 0 } list && list.All(static item => item?.GetValueKind() == JsonValueKind.Number);
}
