using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>The last event of a response stream repeats the whole response; that is what is judged.</summary>
internal sealed class ResponsesAssembler : IResponseAssembler
{
    private JsonObject? _whole;

    public bool IsComplete => _whole is not null;

    public void Add(JsonObject data)
    {
        if (GatewayJson.Text(data, "type") is not { } type)
        {
            throw new ContentRefusedException("content.unknown-shape", "An event of the model's answer has no type.");
        }

        if (IsTerminal(type))
        {
            _whole = data["response"]?.DeepClone() as JsonObject;
        }
    }

    public JsonObject? Build() => _whole;

    public static bool IsTerminal(string type) => type is "response.completed" or "response.incomplete" or "response.failed";
}
