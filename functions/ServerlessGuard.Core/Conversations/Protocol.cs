using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// One of the request shapes: where its content lies, and how answers that the guard makes are spelled.
/// Stateless and thread-safe.
/// </summary>
internal abstract class Protocol
{
    public static Protocol Chat { get; } = new ChatProtocol();

    public static Protocol Responses { get; } = new ResponsesProtocol();

    public static Protocol Completions { get; } = new CompletionsProtocol();

    public static Protocol Embeddings { get; } = new EmbeddingsProtocol();

    public static Protocol Moderations { get; } = new ModerationsProtocol();

    public static Protocol Messages { get; } = new MessagesProtocol();

    public static Protocol MessageTokens { get; } = new MessageTokensProtocol();

    public static Protocol StoredResponse { get; } = new StoredResponseProtocol();

    public static Protocol Guardrail { get; } = new GuardrailProtocol();

    public static Protocol Mcp { get; } = new McpProtocol();

    public static Protocol ToolResults { get; } = new ToolResultsProtocol();

    /// <summary>The name in a case, that of the path: <c>chat</c>, <c>responses</c>, <c>messages</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The path below the model's base address.</summary>
    public abstract string Path { get; }

    /// <summary>gen_ai.operation.name of OpenTelemetry's conventions.</summary>
    public virtual string Operation => "chat";

    /// <summary>Whether an answer can be asked for as a stream.</summary>
    public virtual bool Streams => true;

    /// <summary>Whether its streams can be judged piece by piece; else they wait for the verdict in every tier.</summary>
    public virtual bool StreamsLive => false;

    /// <summary>The HTTP status of a refusal: 200, unless the answer cannot say one.</summary>
    public virtual int RefusalStatus => 200;

    public static Protocol Of(GatewayProtocol protocol) => protocol switch
    {
        GatewayProtocol.ChatCompletions => Chat,
        GatewayProtocol.Responses => Responses,
        GatewayProtocol.Completions => Completions,
        GatewayProtocol.Embeddings => Embeddings,
        GatewayProtocol.Moderations => Moderations,
        GatewayProtocol.Messages => Messages,
        GatewayProtocol.MessageTokens => MessageTokens,
        GatewayProtocol.StoredResponse => StoredResponse,
        GatewayProtocol.Guardrail => Guardrail,
        GatewayProtocol.Mcp => Mcp,
        GatewayProtocol.ToolResults => ToolResults,
        _ => throw new ArgumentOutOfRangeException(nameof(protocol)),
    };

    /// <summary>The protocol of a <see cref="Name"/>, or null.</summary>
    public static Protocol? Named(string name) => Enum.GetValues<GatewayProtocol>().Select(Of).FirstOrDefault(one => one.Name == name);

    /// <summary>Throws <see cref="ContentRefusedException"/> when the request is not one.</summary>
    public abstract Conversation Read(JsonObject root, GatewayLimits bounds);

    /// <summary>The messages, calls and results of a request that <see cref="Read"/> has accepted, in their order.</summary>
    public virtual IReadOnlyList<Utterance> ReadUtterances(JsonObject root) => [];

    /// <summary>Throws <see cref="ContentRefusedException"/> when the answer is not one, or carries what cannot be judged.</summary>
    public abstract Answer ReadResponse(JsonObject root, GatewayLimits bounds);

    /// <summary>A well-formed answer that says why there is none.</summary>
    public abstract JsonObject Refusal(Refusal refusal);

    /// <summary>A whole answer as the events of a stream, the last one being terminal.</summary>
    public abstract IEnumerable<SseEvent> Replay(JsonObject answer, bool includeUsage);

    /// <summary>An error as this protocol's clients read it.</summary>
    public virtual JsonObject Error(GatewayFault fault) => fault.ToJson();

    /// <summary>Headers that the model gets beside its credential.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, string>> Headers => [];

    /// <summary>An error as the events of a stream.</summary>
    /// <param name="error">As <see cref="Error"/> has it.</param>
    public abstract IEnumerable<SseEvent> Failure(JsonObject error);

    /// <summary>Puts a whole answer together from the events of a stream.</summary>
    public abstract IResponseAssembler Assemble();

    /// <summary>The finish reasons of an answer, for the record.</summary>
    public abstract string Finish(JsonObject answer);

    protected static string RequireModel(JsonObject root)
    {
        var model = GatewayJson.Text(root, "model");
        return model is { Length: > 0 and <= 256 }
            ? model
            : throw new ContentRefusedException("invalid_request", "The field model must be a string of 1 to 256 characters.");
    }

    /// <summary>A message's place as a refusal names it.</summary>
    protected static string PlaceOf(string list, int index, TextFieldSource source) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{list}[{index}] ({source switch
        {
            TextFieldSource.Instructions => "system",
            TextFieldSource.Assistant => "assistant",
            TextFieldSource.ToolResult => "tool",
            _ => "user",
        }})");

    protected static void RequireCount(JsonArray messages, GatewayLimits bounds)
    {
        if (messages.Count > bounds.MaxMessages)
        {
            throw new ContentRefusedException("invalid_request", $"The request holds more than {bounds.MaxMessages} messages.");
        }
    }
}

/// <summary>The text of an answer that replaces one that was blocked or held.</summary>
internal sealed record Refusal(string Interaction, string Model, long Created, bool Held, string? Case, IReadOnlyList<string> Reasons)
{
    /// <summary>Why calls of tools are not allowed, in words.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];

    /// <summary>
    /// The messages of the request that the refusal is for, as <c>messages[3] (tool)</c>, so that a client can leave them out.
    /// </summary>
    public IReadOnlyCollection<string> Messages { get; init; } = [];

    public string Message => Held
        ? $"This answer is held until a reviewer decides (case {Case}). Reasons: {string.Join(", ", Reasons)}. {Why}"
            + $"Interaction {Interaction}."
        : $"Blocked by policy. Reasons: {string.Join(", ", Reasons)}. {Why}Interaction {Interaction}.";

    private string Why
    {
        get
        {
            var found = Messages.Count == 0 ? "" : $"Found in {string.Join(", ", Messages)}. ";
            return Sentences.Count == 0 ? found : $"{found}{string.Join(' ', Sentences)} ";
        }
    }
}

/// <summary>How much of a document the gateway reads, and whether parts that it cannot inspect pass.</summary>
internal readonly record struct GatewayLimits(int MaxMessages, int MaxTextFields, bool PassMedia)
{
    /// <summary>Fields beyond the protocol's that a request may have.</summary>
    public IReadOnlyCollection<string> AllowedFields { get; init; } = [];
}
