using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Requests and answers of chat completions as tests write and read them.</summary>
internal static class Chat
{
    public const string Path = "/v1/chat/completions";

    public static string Request(string user, bool stream = false, string? system = null, string model = "claims-ft")
    {
        var messages = new JsonArray();
        if (system is not null)
        {
            messages.Add((JsonNode)new JsonObject { ["role"] = "system", ["content"] = system });
        }

        messages.Add((JsonNode)new JsonObject { ["role"] = "user", ["content"] = user });
        return Offering(
            new JsonObject { ["model"] = model, ["messages"] = messages, ["stream"] = stream }.ToJsonString(),
            "crm_lookup", "crm.lookup", "refund_create", "mail_send", "shell_run");
    }

    /// <summary>A request with tools that the model may call.</summary>
    public static string Offering(string request, params string[] tools)
    {
        var body = JsonNode.Parse(request)!.AsObject();
        body["tools"] = new JsonArray([.. tools.Select(static name => (JsonNode)new JsonObject
        {
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = name, ["parameters"] = new JsonObject { ["type"] = "object" } },
        })]);
        return body.ToJsonString();
    }

    public static string Answer(string content) => new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 1,
        ["model"] = "claims-ft",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content },
            ["finish_reason"] = "stop"
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 3, ["completion_tokens"] = 4, ["total_tokens"] = 7 },
        ["vendor_number"] = 42,
    }.ToJsonString();

    public static string CallAnswer(string tool, string arguments) => new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 1,
        ["model"] = "claims-ft",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = null,
                ["tool_calls"] = new JsonArray(new JsonObject
                {
                    ["id"] = "call_1",
                    ["type"] = "function",
                    ["function"] = new JsonObject { ["name"] = tool, ["arguments"] = arguments }
                }),
            },
            ["finish_reason"] = "tool_calls",
        }),
    }.ToJsonString();

    public static string Chunk(JsonObject delta, string? finish = null, int index = 0) => "data: " + new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1,
        ["model"] = "claims-ft",
        ["choices"] = new JsonArray(new JsonObject { ["index"] = index, ["delta"] = delta, ["finish_reason"] = finish }),
    }.ToJsonString() + "\n\n";

    public static string Text(string content, int index = 0) => Chunk(new JsonObject { ["content"] = content }, null, index);

    public static string[] Stream(params string[] pieces) =>
        [
            Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" }), .. pieces.Select(static piece => Text(piece)),
            Chunk([], "stop"), "data: [DONE]\n\n"
        ];

    public static Task<string> TextAsync(this HttpResponseMessage response) => response.Content.ReadAsStringAsync();

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonNode>())!;

    public static async Task<string> ContentAsync(this HttpResponseMessage response) =>
        (await response.JsonAsync())["choices"]![0]!["message"]!["content"]!.GetValue<string>();

    public static IEnumerable<JsonNode> Events(string stream) => stream.Split('\n')
        .Where(static line => line.StartsWith("data: {", StringComparison.Ordinal))
        .Select(static line => JsonNode.Parse(line["data: ".Length..])!);

    /// <summary>The text that a client assembles from a stream.</summary>
    public static string Joined(string stream, int index = 0)
    {
        var text = new StringBuilder();
        foreach (var choice in Events(stream).SelectMany(static chunk => (chunk["choices"] as JsonArray) ?? []))
        {
            if (choice!["index"]!.GetValue<int>() == index
                && choice["delta"]?["content"] is { } content
                && content.GetValueKind() == JsonValueKind.String)
            {
                text.Append(content.GetValue<string>());
            }
        }

        return text.ToString();
    }

    public static IEnumerable<string> Finishes(string stream) => Events(stream)
        .SelectMany(static chunk => (chunk["choices"] as JsonArray) ?? [])
        .Select(static choice => choice!["finish_reason"]?.GetValue<string>())
        .OfType<string>();
}
