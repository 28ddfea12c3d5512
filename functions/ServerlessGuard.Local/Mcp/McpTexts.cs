using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace ServerlessGuard.Local.Mcp;

/// <summary>Results and refusals in the protocol's shape, and the protocol's types as JSON.</summary>
internal static class McpTexts
{
    /// <summary>The interaction, verdict and case of a refusal, for programs.</summary>
    private const string Meta = "serverlessguard/";

    public static McpProtocolException Refused(string message) => new(message, McpErrorCode.InvalidRequest);

    /// <summary>A result by which a model learns that its call was refused, and may go on.</summary>
    public static CallToolResult RefusedCall(string message, string? interaction, string? verdict, string? @case)
    {
        var meta = new JsonObject();
        foreach (var (name, value) in new[] { ("interaction", interaction), ("verdict", verdict), ("case", @case) })
        {
            if (value is not null)
            {
                meta[Meta + name] = value;
            }
        }

        return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = message }], Meta = meta };
    }

    /// <summary>The user's words as the client tells them: a text, or a list of texts, at most 100,000 characters each.</summary>
    public static IEnumerable<string> UserTexts(JsonObject? meta)
    {
        var given = meta?[Meta + "user"];
        foreach (var one in given is JsonArray list ? list.Take(100) : [given])
        {
            if (one?.GetValueKind() == JsonValueKind.String && one.GetValue<string>() is { Length: > 0 and <= 100_000 } text)
            {
                yield return text;
            }
        }
    }

    public static JsonObject ToJson<T>(T value) =>
        JsonSerializer.SerializeToNode(value, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(T)))!.AsObject();

    public static T FromJson<T>(ReadOnlySpan<byte> json) =>
        (T)JsonSerializer.Deserialize(json, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(T)))!;

    /// <summary>The texts of a result as a conversation holds them: each text, and each document as one.</summary>
    public static List<string> Texts(JsonObject result)
    {
        var texts = new List<string>();
        foreach (var (name, value) in result)
        {
            if (name == "structuredContent")
            {
                texts.Add(value?.ToJsonString() ?? "");
            }
            else if (name != "_meta")
            {
                Collect(value, texts);
            }
        }

        return texts;
    }

    private static void Collect(JsonNode? node, List<string> texts)
    {
        switch (node)
        {
            case JsonObject owner:
                foreach (var (name, value) in owner)
                {
                    if (name is not ("type" or "mimeType" or "_meta" or "data" or "blob"))
                    {
                        Collect(value, texts);
                    }
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Collect(item, texts);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                texts.Add(value.GetValue<string>());
                break;
        }
    }
}
