using System.Text.Json;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Inspection;

/// <summary>The body of <c>POST /guard/inspect</c>.</summary>
/// <param name="Parts">Each text with its path: <c>text</c>, or <c>messages[i]</c>, <c>messages[i].content[j]</c>.</param>
/// <param name="IsOutput">Whether the tier's output actions apply; otherwise its input actions do.</param>
internal sealed record InspectionRequest(IReadOnlyList<(string Path, string Text)> Parts, bool IsOutput, string? Application)
{
    private const int MaxParts = 2000;

    public static (InspectionRequest? Request, GuardError? Error) Read(JsonElement root)
    {
        if (!root.TryGetProperty("direction", out var direction)
            || direction.ValueKind != JsonValueKind.String
            || direction.GetString() is not ("input" or "output"))
        {
            return Bad("direction", "direction must be \"input\" or \"output\".");
        }

        string? application = null;
        if (root.TryGetProperty("application", out var named))
        {
            if (named.ValueKind != JsonValueKind.String)
            {
                return Bad("application", "application must be a string.");
            }

            application = named.GetString();
        }

        if (root.EnumerateObject().Any(static property => property.Name is not ("text" or "messages" or "direction" or "application")))
        {
            return Bad(null, "The body has text or messages, direction, and optionally application; nothing else.");
        }

        var parts = new List<(string, string)>();
        var hasText = root.TryGetProperty("text", out var text);
        var hasMessages = root.TryGetProperty("messages", out var messages);
        if (hasText == hasMessages)
        {
            return Bad("text", "Send either text or messages.");
        }

        if (hasText && text.ValueKind != JsonValueKind.String)
        {
            return Bad("text", "text must be a string.");
        }

        if (hasText)
        {
            parts.Add(("text", text.GetString()!));
        }
        else if (!ReadMessages(messages, parts))
        {
            return Bad(
                "messages", $"messages must be an array of objects whose content is a string or text parts, {MaxParts} texts at most.");
        }

        return (new InspectionRequest(parts, direction.ValueEquals("output"), application), null);
    }

    private static bool ReadMessages(JsonElement messages, List<(string, string)> parts)
    {
        if (messages.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var i = 0;
        foreach (var message in messages.EnumerateArray())
        {
            var path = $"messages[{i++}]";
            if (message.ValueKind != JsonValueKind.Object
                || !message.TryGetProperty("content", out var content)
                || !ReadContent(path, content, parts)
                || parts.Count > MaxParts)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>False for content that is not text, so that uninspected content never looks inspected.</summary>
    private static bool ReadContent(string path, JsonElement content, List<(string, string)> parts)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            parts.Add((path, content.GetString()!));
            return true;
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            return content.ValueKind == JsonValueKind.Null;
        }

        var j = 0;
        foreach (var part in content.EnumerateArray())
        {
            if (part.ValueKind != JsonValueKind.Object
                || !part.TryGetProperty("text", out var text)
                || text.ValueKind != JsonValueKind.String)
            {
                return false;
            }

            parts.Add(($"{path}.content[{j++}]", text.GetString()!));
        }

        return true;
    }

    private static (InspectionRequest?, GuardError?) Bad(string? param, string message) =>
        (null, new GuardError(400, "invalid_request", message, param));
}
