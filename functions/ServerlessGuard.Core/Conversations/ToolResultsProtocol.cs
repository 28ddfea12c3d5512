using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// Results of tools that an application ran itself: a chat completions request that ends with them. No model is asked; the answer is the
/// results as a model would get them.
/// </summary>
internal sealed class ToolResultsProtocol : PlainProtocol
{
    public override string Name => "tools.results";

    public override string Path => "guard/tools/results";

    public override string Operation => "tool_results";

    public override Conversation Read(JsonObject root, GatewayLimits bounds)
    {
        if (GatewayJson.True(root, "stream"))
        {
            throw new ContentRefusedException("invalid_request", "This endpoint has no streams.");
        }

        return Chat.Read(root, bounds);
    }

    public override IReadOnlyList<Utterance> ReadUtterances(JsonObject root) => Chat.ReadUtterances(root);

    /// <summary>The answer is the request after its inspection: everything but the results goes.</summary>
    public override Answer ReadResponse(JsonObject root, GatewayLimits bounds)
    {
        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        content.Prunings.Add(() =>
        {
            if (root["messages"] is JsonArray messages)
            {
                messages.RemoveRange(0, messages.Count - CountOf(messages));
            }

            foreach (var name in root.Select(static one => one.Key).Where(static name => name != "messages").ToList())
            {
                root.Remove(name);
            }
        });
        return new Answer(root, content);
    }

    /// <summary>How many results a list of messages ends with.</summary>
    public static int CountOf(JsonArray messages) => messages.Reverse().TakeWhile(static one =>
        GatewayJson.Text(one, "role") is { } role && ChatMessages.SourceOf(role) == TextFieldSource.ToolResult).Count();

    /// <summary>Those results with the tools that gave them.</summary>
    public static IEnumerable<Utterance> ResultsOf(JsonObject root) =>
        root["messages"] is JsonArray messages ? Utterances.OfChat(root).TakeLast(CountOf(messages)) : [];
}
