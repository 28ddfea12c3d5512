using System.Text;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Testing.Models;

/// <summary>
/// A model client whose answers a test writes: from a call and its body to a message, a status, or a failure that is thrown.
/// </summary>
public sealed class StubModelClient(Func<ModelCall, JsonNode, CancellationToken, Task<ModelResponse>> answer) : IModelClient
{
    private int _calls;

    public int Calls => _calls;

    public static StubModelClient Saying(Func<string, string> text) => new((_, body, _) => Task.FromResult(Message(text(LastOf(body)))));

    public Task<ModelResponse> SendAsync(ModelCall call, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        return answer(call, JsonNode.Parse(call.Body.Span)!, cancellationToken);
    }

    public static string LastOf(JsonNode body) => (string?)body["messages"]!.AsArray()[^1]!["content"] ?? "";

    public static ModelResponse Message(string? text, params string[] calls)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = text };
        if (calls.Length > 0)
        {
            message["tool_calls"] = new JsonArray([.. calls.Select(static name => (JsonNode)new JsonObject
            {
                ["id"] = "c",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = name, ["arguments"] = "{}" }
            })]);
        }

        return Json(200, new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = "stop" })
        }.ToJsonString());
    }

    public static ModelResponse Json(int status, string body, string? retryAfter = null) =>
        new(status, "application/json", retryAfter, new MemoryStream(Encoding.UTF8.GetBytes(body)), null);
}
