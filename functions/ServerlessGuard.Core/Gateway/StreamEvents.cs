using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Events of a model's stream as JSON.</summary>
internal static class StreamEvents
{
    /// <summary>Throws <see cref="ModelFailedException"/> on malformed JSON, and on an event that is the model's own error.</summary>
    public static JsonObject Parse(ReadOnlySpan<byte> data)
    {
        var root = ModelReader.Parse(data);
        if (root["error"] is JsonObject && root["choices"] is null && root["response"] is null || GatewayJson.Text(root, "type") == "error")
        {
            throw new ModelFailedException(GatewayFault.StreamBroken with { Message = "The model reported an error in its stream." });
        }

        return root;
    }

    public static void Add(IResponseAssembler assembler, JsonObject data)
    {
        try
        {
            assembler.Add(data);
        }
        catch (InvalidOperationException malformed)
        {
            // The tree reads lazily: text that is not valid Unicode, or a value of another kind, shows only now.
            throw new ModelFailedException(GatewayFault.Malformed, malformed);
        }
    }
}
