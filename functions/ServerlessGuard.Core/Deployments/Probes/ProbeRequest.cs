using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>A probe as a chat completions request.</summary>
internal static class ProbeRequest
{
    public static byte[] Write(ProbeSuite suite, Probe probe, string group, string @case, string deployment, GuardPolicy policy)
    {
        var body = new JsonObject { ["model"] = deployment, ["messages"] = Messages(probe, group, @case) };
        if (suite.Temperature is { } temperature)
        {
            body["temperature"] = temperature;
        }

        if (suite.MaxTokens is { } most)
        {
            body["max_completion_tokens"] = most;
        }

        if (probe.Tools.Count > 0)
        {
            body["tools"] = new JsonArray([.. probe.Tools.Select(tool => (JsonNode)Tool(tool, policy))]);
        }

        return GatewayJson.ToBytes(body);
    }

    /// <summary>Function names may hold no dots.</summary>
    public static string NameOf(string tool) => tool.Replace('.', '_');

    private static JsonArray Messages(Probe probe, string group, string @case)
    {
        var messages = new JsonArray();
        foreach (var message in probe.Messages)
        {
            var text = probe.Pairs is null
                ? message.Content
                : message.Content.Replace("{group}", group, StringComparison.Ordinal).Replace("{case}", @case, StringComparison.Ordinal);
            var written = new JsonObject { ["role"] = message.Role, ["content"] = text };
            if (message.Tool is { } tool)
            {
                // A result answers a call that the request shows as the model's.
                var id = $"call_probe_{messages.Count}";
                messages.Add((JsonNode)new JsonObject
                {
                    ["role"] = "assistant",
                    ["content"] = null,
                    ["tool_calls"] = new JsonArray(new JsonObject
                    {
                        ["id"] = id,
                        ["type"] = "function",
                        ["function"] = new JsonObject { ["name"] = NameOf(tool), ["arguments"] = "{}" },
                    }),
                });
                written["tool_call_id"] = id;
            }

            messages.Add((JsonNode)written);
        }

        return messages;
    }

    private static JsonObject Tool(string id, GuardPolicy policy) => new()
    {
        ["type"] = "function",
        ["function"] = new JsonObject
        {
            ["name"] = NameOf(id),
            ["parameters"] = policy.Tools.GetValueOrDefault(id)?.Arguments is { } schema
                ? JsonObject.Create(schema)
                : new JsonObject { ["type"] = "object" },
        },
    };
}
