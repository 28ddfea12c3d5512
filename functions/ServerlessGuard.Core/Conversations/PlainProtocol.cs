using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// A request whose answer is no text, and so is never streamed and can say no refusal: what is refused ends in an error.
/// </summary>
internal abstract class PlainProtocol : Protocol
{
    public override bool Streams => false;

    public override int RefusalStatus => 400;

    public override string Finish(JsonObject answer) => "none";

    public override JsonObject Refusal(Refusal refusal) => new()
    {
        ["error"] = new JsonObject
        {
            ["message"] = refusal.Message,
            ["type"] = "invalid_request_error",
            ["param"] = "input",
            ["code"] = "content_filter",
        },
    };

    public override IEnumerable<SseEvent> Failure(JsonObject error) => [new SseEvent(null, error), SseEvent.Done];

    public override IEnumerable<SseEvent> Replay(JsonObject answer, bool includeUsage) => throw NoStream();

    public override IResponseAssembler Assemble() => throw NoStream();

    /// <summary>A request with one field of content; throws when it asks for a stream.</summary>
    /// <param name="input">Reads the field <c>input</c>.</param>
    protected static Conversation Read(JsonObject root, GatewayLimits bounds, Action<TextFieldCollector> input)
    {
        var model = RequireModel(root);
        if (GatewayJson.True(root, "stream"))
        {
            throw new ContentRefusedException("invalid_request", "This endpoint has no streams.");
        }

        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        input(content);
        var anchor = content.Fields.Count > 0 ? content.Fields[0].Text : "";
        content.Others(root, TextFieldSource.Setting, "input", "texts", "images", "model");
        return new Conversation
        {
            Root = root,
            Model = model,
            Stream = false,
            IncludeUsage = false,
            Content = content,
            Instructions = [],
            Anchor = anchor,
        };
    }

    private static NotSupportedException NoStream() => new("An answer of this kind is never a stream.");
}

/// <summary>Embeddings: texts in, vectors out.</summary>
internal sealed class EmbeddingsProtocol : PlainProtocol
{
    public override string Name => "embeddings";

    public override string Path => "embeddings";

    public override string Operation => "embeddings";

    public override Conversation Read(JsonObject root, GatewayLimits bounds)
    {
        RequestFields.Check(root, this, bounds.AllowedFields);
        return Read(root, bounds, content => PromptTexts.Read(root, "input", bounds, content));
    }

    /// <summary>A vector spells no text: it must be numbers, or their bytes in Base64, and is not scanned.</summary>
    public override Answer ReadResponse(JsonObject root, GatewayLimits bounds)
    {
        if (root["data"] is not JsonArray items)
        {
            throw new ContentRefusedException("content.unknown-shape", "The model's answer has no data.");
        }

        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        foreach (var node in items)
        {
            if (node is not JsonObject item || !IsVector(item["embedding"]))
            {
                throw new ContentRefusedException("content.unknown-shape", "The model's answer has an item without a vector.");
            }

            content.Others(item, TextFieldSource.Output, "embedding");
        }

        content.Others(root, TextFieldSource.Output, "data");
        return new Answer(root, content);
    }

    private static bool IsVector(JsonNode? value) => value switch
    {
        JsonArray numbers => numbers.All(static number => number?.GetValueKind() == JsonValueKind.Number),
        JsonValue text when GatewayJson.IsText(text) => IsVectorOfBytes(text.GetValue<string>()),
        _ => false,
    };

    /// <summary>Whether the bytes are whole numbers of 32 bits, as clients read them. Text in Base64 could say anything.</summary>
    private static bool IsVectorOfBytes(string text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length == 0 || length % sizeof(float) != 0)
        {
            return false;
        }

        for (var at = 0; at < length; at += sizeof(float))
        {
            if (!float.IsFinite(BitConverter.ToSingle(bytes, at)) || Math.Abs(BitConverter.ToSingle(bytes, at)) > LargestCoordinate)
            {
                return false;
            }
        }

        return true;
    }

    // Vectors are normalised or nearly so; four letters read as a number are far larger.
    private const float LargestCoordinate = 1e6f;
}

/// <summary>Moderations: texts in, scores out, by the model behind the gateway.</summary>
internal sealed class ModerationsProtocol : PlainProtocol
{
    public override string Name => "moderations";

    public override string Path => "moderations";

    public override string Operation => "moderations";

    public override Conversation Read(JsonObject root, GatewayLimits bounds)
    {
        RequestFields.Check(root, this, bounds.AllowedFields);
        return Read(root, bounds, content =>
        {
            if (root["input"] is JsonArray { Count: > 0 } parts && parts[0] is JsonObject)
            {
                RequireCount(parts, bounds);
                foreach (var part in parts)
                {
                    ContentParts.Read(part, TextFieldSource.User, content);
                }

                return;
            }

            PromptTexts.Read(root, "input", bounds, content);
        });
    }

    public override Answer ReadResponse(JsonObject root, GatewayLimits bounds)
    {
        if (root["results"] is not JsonArray)
        {
            throw new ContentRefusedException("content.unknown-shape", "The model's answer has no results.");
        }

        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        content.Others(root, TextFieldSource.Output);
        return new Answer(root, content);
    }
}
