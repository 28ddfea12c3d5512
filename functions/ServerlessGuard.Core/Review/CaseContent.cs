using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// The content that a reviewer sees: the conversation as the model saw it, and what would be released. Values that the tier replaces
/// are replaced; what was held is there to be judged. <see cref="ToString"/> shows nothing of it.
/// </summary>
public sealed record CaseContent
{
    /// <summary>chat or responses; text for a plain text.</summary>
    [JsonPropertyName("protocol")]
    public required string Protocol { get; init; }

    [JsonPropertyName("context")]
    public IReadOnlyList<CaseText> Context { get; init; } = [];

    /// <summary>The texts of what would be released; these are what an edit may change. Empty for a held input.</summary>
    [JsonPropertyName("texts")]
    public IReadOnlyList<CaseText> Texts { get; init; } = [];

    /// <summary>The answer's whole tree, with <see cref="Texts"/> in place; null for a held input.</summary>
    [JsonPropertyName("answer")]
    public JsonObject? Answer { get; init; }

    /// <summary>The tier's actions on findings when the case was opened: the texts were accepted under them.</summary>
    [JsonPropertyName("actions")]
    public OutputActions? Actions { get; init; }

    /// <summary>The conversation whose tokens are turned back at release; null turns none back.</summary>
    [JsonPropertyName("conversation")]
    public string? Conversation { get; init; }

    /// <summary>The tokens that may be turned back; null is all of the conversation's.</summary>
    [JsonPropertyName("tokens")]
    public IReadOnlyList<string>? Tokens { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, CaseJson.Default.CaseContent);

    public static CaseContent FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, CaseJson.Default.CaseContent) ?? throw new JsonException("The content is null.");

    public override string ToString() => $"CaseContent {{ {Protocol} }}";
}

/// <summary>One text of a case: a message of the conversation, or a place of the answer.</summary>
/// <param name="Path">Names it in an edit: <c>textN</c>, <c>callN</c>; <c>contextN</c> for the conversation.</param>
/// <param name="Role">The author: user, assistant, tool or output; <c>call of NAME</c> for the arguments of a tool call.</param>
/// <param name="Text">Untrusted: what a person or a model wrote. Show it as text, never as markup.</param>
public sealed record CaseText(
    [property: JsonPropertyName("path")] string Path,
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("findings")] IReadOnlyList<CaseFinding> Findings);
