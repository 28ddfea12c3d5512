using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Puts a message together from its events.</summary>
internal sealed class MessageAssembler : IResponseAssembler
{
    /// <summary>As many blocks as one message may have.</summary>
    public const int MostBlocks = 512;

    private readonly SortedDictionary<int, StreamedBlock> _blocks = [];
    private JsonObject? _message;
    private bool _hasEnded;

    public bool IsComplete { get; private set; }

    public void Add(JsonObject data)
    {
        switch (TypeOf(data))
        {
            case "message_start":
                _message = MessageOf(data).DeepClone().AsObject();
                break;
            case "content_block_start":
                if (_blocks.Count == MostBlocks || !_blocks.TryAdd(IndexOf(data), new StreamedBlock(BlockOf(data))))
                {
                    throw Unknown("A block of the model's answer begins twice, or there are too many.");
                }

                break;
            case "content_block_delta":
                (_blocks.GetValueOrDefault(IndexOf(data)) ?? throw Unknown("A delta of the model's answer belongs to no block."))
                    .Add(DeltaOf(data));
                break;
            case "message_delta":
                End(data);
                break;
            case "message_stop":
                IsComplete = true;
                break;
        }
    }

    public JsonObject? Build()
    {
        if (_message is null || !_hasEnded)
        {
            return null;
        }

        _message["content"] = new JsonArray([.. _blocks.Values.Select(static block => (JsonNode)block.ToJson())]);
        return _message;
    }

    public static string TypeOf(JsonObject data) =>
        GatewayJson.Text(data, "type") ?? throw Unknown("An event of the model's answer has no type.");

    /// <summary>The message at the stream's beginning, which has no content yet.</summary>
    public static JsonObject MessageOf(JsonObject data) => data["message"] is JsonObject message
        && message["content"] is null or JsonArray { Count: 0 }
            ? message
            : throw Unknown("The model's answer does not begin with a message without content.");

    public static JsonObject BlockOf(JsonObject data) =>
        data["content_block"] as JsonObject ?? throw Unknown("A block of the model's answer is not an object.");

    public static JsonObject DeltaOf(JsonObject data) =>
        data["delta"] as JsonObject ?? throw Unknown("A delta of the model's answer is not an object.");

    public static int IndexOf(JsonObject data) =>
        GatewayJson.Number(data, "index") ?? throw Unknown("A block of the model's answer has no integer for its index.");

    public static ContentRefusedException Unknown(string message) => new("content.unknown-shape", message);

    private void End(JsonObject data)
    {
        var message = _message ?? throw Unknown("The model's answer ends before it begins.");
        foreach (var (name, value) in DeltaOf(data))
        {
            message[name] = value?.DeepClone();
            _hasEnded |= name == "stop_reason" && value is not null;
        }

        foreach (var (name, value) in data.Where(static field => field.Key is not ("type" or "delta" or "usage")))
        {
            message[name] = value?.DeepClone();
        }

        if (data["usage"] is JsonObject usage)
        {
            var whole = (message["usage"] ??= new JsonObject()).AsObject();
            foreach (var (name, value) in usage)
            {
                whole[name] = value?.DeepClone() ?? whole[name]?.DeepClone();
            }
        }
    }
}
