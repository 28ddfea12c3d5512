using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// The tool calls of one choice, put together from deltas. Servers number them, give all of them the number 0, or give none:
/// a piece that names a tool under another id begins another call.
/// </summary>
internal sealed class StreamedCalls(int most)
{
    private readonly List<StreamedCall> _calls = [];
    private StreamedCall? _legacy;

    public bool Any => _calls.Count > 0 || _legacy is not null;

    public void Add(string name, JsonNode? value)
    {
        if (value is null)
        {
            return;
        }

        if (name == "function_call")
        {
            (_legacy ??= new StreamedCall(0)).Add(value as JsonObject ?? throw Unknown());
            return;
        }

        foreach (var node in value as JsonArray ?? throw Unknown())
        {
            var piece = node as JsonObject ?? throw Unknown();
            var index = GatewayJson.Number(piece, "index") ?? (piece["index"] is null ? (int?)null : throw Unknown());
            var call = _calls.FindLast(one => index is null || one.Index == index);
            if (call is null || !call.Continues(piece))
            {
                if (_calls.Count == most)
                {
                    throw new ContentRefusedException("content.unknown-shape", $"The model's answer calls more than {most} tools.");
                }

                _calls.Add(call = new StreamedCall(index ?? call?.Index ?? 0));
            }

            call.Add(piece);
        }
    }

    public void WriteTo(JsonObject message)
    {
        if (_calls.Count > 0)
        {
            message["tool_calls"] = new JsonArray(
                [.. _calls.OrderBy(static call => call.Index).Select(static call => (JsonNode)call.ToJson())]);
        }

        if (_legacy is not null)
        {
            message["function_call"] = _legacy.ToJson();
        }
    }

    private static ContentRefusedException Unknown() =>
        new("content.unknown-shape", "A tool call of the model's answer has a shape that the gateway does not know.");
}
