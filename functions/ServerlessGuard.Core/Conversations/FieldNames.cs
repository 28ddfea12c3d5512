using System.Collections.Frozen;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// Names of fields that the gateway reads. Some servers and clients match names without case (and take U+017F for s,
/// U+212A for k): for them <c>Messages</c> is <c>messages</c>, so guard and model could each believe another one.
/// </summary>
internal static class FieldNames
{
    private static readonly FrozenSet<string> Read = new[]
    {
        "messages", "model", "models", "stream", "stream_options", "tools", "tool_choice", "functions", "function", "function_call",
        "tool_calls",
        "custom", "name", "arguments", "role", "content", "type", "text", "audio", "refusal", "input", "instructions", "prompt", "output",
        "conversation", "previous_response_id", "background", "web_search_options", "data_sources", "metadata", "response_format",
        "choices", "message", "delta", "index", "logprobs", "finish_reason", "id", "call_id", "item", "part", "response", "status",
        "system", "thinking", "content_block", "stop_reason", "input_schema", "tool_use_id",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a reader that does not check case would take the name for one of the protocol's, which it is not.</summary>
    public static bool IsOtherSpelling(string name) =>
        Read.TryGetValue(name.Replace('\u017F', 's').Replace('\u212A', 'k'), out var known)
        && !string.Equals(known, name, StringComparison.Ordinal);

    /// <summary>Small letters and underscores alone: too plain to hold a value that any rule finds.</summary>
    public static bool IsPlain(string name) => name.Length <= 40 && !name.AsSpan().ContainsAnyExcept(Plain);

    private static readonly System.Buffers.SearchValues<char> Plain = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz_");
}
