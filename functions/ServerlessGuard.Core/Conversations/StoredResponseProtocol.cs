using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// A response that the platform stores, its input, or the word that it was deleted. The request is the guard's own: it names the model.
/// </summary>
internal sealed class StoredResponseProtocol : PlainProtocol
{
    public override string Name => "responses.stored";

    public override string Path => "responses";

    public override string Operation => "responses.stored";

    public override Conversation Read(JsonObject root, GatewayLimits bounds) => Read(root, bounds, static _ => { });

    public override Answer ReadResponse(JsonObject root, GatewayLimits bounds)
    {
        if (root["output"] is JsonArray)
        {
            return Responses.ReadResponse(root, bounds);
        }

        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        content.Others(root, TextFieldSource.Output);
        return new Answer(root, content);
    }
}

/// <summary>
/// Texts that another gateway shows to the guard, of a request or of an answer: those of a request come back as the model would have
/// got them, those of an answer as the caller would. No model is asked.
/// </summary>
internal sealed class GuardrailProtocol : PlainProtocol
{
    public const string Request = "request";

    public override string Name => "guardrail";

    public override string Path => "guardrail";

    public override string Operation => "guardrail";

    public override Conversation Read(JsonObject root, GatewayLimits bounds)
    {
        var conversation = Read(root, bounds, content =>
        {
            content.Property(root, "texts", TextFieldSource.User);
            if (root["images"] is JsonArray { Count: > 0 })
            {
                content.Media("image");
            }

            PlatformTools.Find(root, content);
        });
        return conversation;
    }

    public override Answer ReadResponse(JsonObject root, GatewayLimits bounds)
    {
        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        if (GatewayJson.Text(root, "input_type") != Request)
        {
            ChatMessages.Read(root, TextFieldSource.Output, content);
        }

        return new Answer(root, content);
    }
}
