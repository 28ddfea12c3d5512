using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Conversations;

/// <summary>The request shapes that the gateway takes.</summary>
public enum GatewayProtocol
{
    [JsonStringEnumMemberName("chat.completions")]
    ChatCompletions,

    [JsonStringEnumMemberName("responses")]
    Responses,

    [JsonStringEnumMemberName("completions")]
    Completions,

    [JsonStringEnumMemberName("embeddings")]
    Embeddings,

    [JsonStringEnumMemberName("moderations")]
    Moderations,

    [JsonStringEnumMemberName("messages")]
    Messages,

    [JsonStringEnumMemberName("messages.count_tokens")]
    MessageTokens,

    [JsonStringEnumMemberName("responses.stored")]
    StoredResponse,

    [JsonStringEnumMemberName("guardrail")]
    Guardrail,

    [JsonStringEnumMemberName("mcp")]
    Mcp,

    [JsonStringEnumMemberName("tools.results")]
    ToolResults,
}
