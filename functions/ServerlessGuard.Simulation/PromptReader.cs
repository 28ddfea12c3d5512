using System.Text;
using System.Text.Json;

namespace ServerlessGuard.Simulation;

/// <summary>
/// Reads both APIs' request bodies. Throws <see cref="JsonException"/> or <see cref="FormatException"/> when there is no prompt in it.
/// </summary>
internal static class PromptReader
{
    public static SimulatedPrompt ReadChat(JsonElement body) =>
        Read(body, body.TryGetProperty("messages", out var messages) ? messages : default, "") with
        {
            IncludeUsage = body.TryGetProperty("stream_options", out var options)
                && options.ValueKind == JsonValueKind.Object
                && options.TryGetProperty("include_usage", out var usage)
                && usage.ValueKind == JsonValueKind.True,
            Choices = body.TryGetProperty("n", out var n) && n.ValueKind == JsonValueKind.Number ? Math.Clamp(n.GetInt32(), 1, 8) : 1,
        };

    public static SimulatedPrompt ReadResponse(JsonElement body) =>
        Read(body, body.TryGetProperty("input", out var input) ? input : default, Text(body, "instructions"));

    /// <summary>Of a system prompt in blocks, and a tool's result in one, the texts count.</summary>
    public static SimulatedPrompt ReadMessages(JsonElement body)
    {
        var messages = body.TryGetProperty("messages", out var found) ? found : default;
        var system = body.TryGetProperty("system", out var instructions) ? TextOf(instructions) : "";
        var prompt = Read(body, messages, system);
        return ResultIn(messages) is { } result ? prompt with { Last = TextOf(result), LastIsToolResult = true } : prompt;
    }

    /// <summary>The content of the tool's result in the last message, or null.</summary>
    private static JsonElement? ResultIn(JsonElement messages)
    {
        if (messages.ValueKind != JsonValueKind.Array
            || messages.EnumerateArray().LastOrDefault() is not { ValueKind: JsonValueKind.Object } last
            || !last.TryGetProperty("content", out var content)
            || content.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var result = content.EnumerateArray().FirstOrDefault(static block => Text(block, "type") == "tool_result");
        return result.ValueKind == JsonValueKind.Object && result.TryGetProperty("content", out var told) ? told : null;
    }

    private static string TextOf(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(static part => Text(part, "text"))),
        _ => "",
    };

    private static SimulatedPrompt Read(JsonElement body, JsonElement messages, string instructions)
    {
        var (seen, system) = (new StringBuilder(), new StringBuilder(instructions));
        var (last, lastIsToolResult, any) = ("", false, false);
        if (instructions.Length > 0)
        {
            seen.Append("system: ").AppendLine(instructions);
        }

        if (messages.ValueKind == JsonValueKind.String)
        {
            (last, any) = (messages.GetString()!, true);
            seen.Append("user: ").AppendLine(last);
        }
        else if (messages.ValueKind == JsonValueKind.Array)
        {
            foreach (var message in messages.EnumerateArray())
            {
                var type = Text(message, "type");
                var role = type switch
                {
                    "function_call_output" => "tool",
                    "function_call" => "assistant",
                    _ => Text(message, "role"),
                };
                last = ContentOf(message, type);
                any = true;
                lastIsToolResult = role == "tool";
                seen.Append(role).Append(": ").AppendLine(last);
                if (role is "system" or "developer")
                {
                    system.Append(last);
                }
            }
        }

        if (!any)
        {
            throw new FormatException("The request holds no messages.");
        }

        return new()
        {
            Model = Text(body, "model") is { Length: > 0 } model ? model : "simulated",
            Instructions = system.ToString(),
            Last = last,
            LastIsToolResult = lastIsToolResult,
            Text = seen.ToString(),
            Stream = body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True,
        };
    }

    private static string ContentOf(JsonElement message, string type)
    {
        if (type == "function_call")
        {
            return Text(message, "name") + " " + Text(message, "arguments");
        }

        var name = type == "function_call_output" ? "output" : "content";
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty(name, out var content))
        {
            return "";
        }

        return TextOf(content);
    }

    private static string Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
