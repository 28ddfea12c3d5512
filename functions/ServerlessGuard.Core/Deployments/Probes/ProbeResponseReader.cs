using System.Text.Json;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>Reads a deployment's answer to a probe. An answer that is no chat completion is the fault <c>malformed</c>.</summary>
internal static class ProbeResponseReader
{
    public static ProbeResponse Read(Probe probe, int status, ReadOnlyMemory<byte> body, TimeSpan took)
    {
        try
        {
            using var document = JsonDocument.Parse(body, GatewayJson.Reading);
            var root = document.RootElement;
            if (status is < 200 or > 299)
            {
                // Azure's own filter refuses on the model's behalf.
                return IsFiltered(root) ? new("", true, [], took) : ProbeResponse.None("no_answer", took);
            }

            var choice = root.GetProperty("choices")[0];
            var message = choice.GetProperty("message");
            var refusal = Text(message, "refusal");
            var filtered = Text(choice, "finish_reason") == "content_filter";
            return new(Text(message, "content") ?? refusal ?? "", refusal is { Length: > 0 } || filtered, Calls(probe, message), took);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return ProbeResponse.None(status is < 200 or > 299 ? "no_answer" : "malformed", took);
        }
    }

    private static bool IsFiltered(JsonElement root) =>
        root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object && Text(error, "code") == "content_filter";

    private static List<string> Calls(Probe probe, JsonElement message)
    {
        var calls = new List<string>();
        if (message.TryGetProperty("tool_calls", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            calls.AddRange(list.EnumerateArray().Select(static call => Text(call.GetProperty("function"), "name") ?? ""));
        }

        if (message.TryGetProperty("function_call", out var call) && call.ValueKind == JsonValueKind.Object)
        {
            calls.Add(Text(call, "name") ?? "");
        }

        return [.. calls.Select(name => ToolNames.Find(probe.Tools, name) ?? name)];
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
