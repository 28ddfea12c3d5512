using System.Collections.Frozen;

namespace ServerlessGuard.Core.Conversations;

/// <summary>The strings of the protocol that are structure, not content: a known name and a value shaped like an identifier.</summary>
internal static class Structure
{
    private const int LongestIdentifier = 128;

    private static readonly FrozenSet<string> Names = new[]
    {
        "role", "type", "id", "object", "status", "tool_call_id", "call_id", "item_id", "finish_reason", "model", "format",
        "detail", "effort", "reasoning_effort", "verbosity", "service_tier", "tool_choice", "previous_response_id",
        "response_id", "system_fingerprint", "encoding", "voice", "modalities", "include", "truncation",
        "prompt_cache_retention", "severity", "phase", "event_id", "stop_reason", "native_finish_reason", "provider",
        "tool_use_id", "media_type",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Finishes = new[]
    {
        "stop", "length", "tool_calls", "function_call", "content_filter", "completed", "incomplete", "failed", "in_progress", "cancelled",
        "queued",
        "eos_token", "end_turn", "max_tokens", "stop_sequence", "tool_use", "pause_turn", "refusal", "error", "none",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="name">The property's name.</param>
    /// <param name="value">Its text.</param>
    /// <param name="free">Whether the caller chose the names, as in metadata: then only a plain word is structure.</param>
    public static bool IsStructural(string? name, string value, bool free) =>
        name is not null && Names.Contains(name) && (free ? FieldNames.IsPlain(value) : IsIdentifier(value));

    /// <summary>A finish reason for the record: one of those there are, else <c>other</c>, never the model's own words.</summary>
    public static string FinishOf(string? reason) => string.IsNullOrEmpty(reason) ? "none" : Finishes.Contains(reason) ? reason : "other";

    /// <summary>Fields in which models list the tokens of a text one by one.</summary>
    public static bool SpellsText(string name) =>
        name is "logprobs" or "top_logprobs" or "prompt_logprobs" or "token_ids" or "prompt_token_ids";

    /// <summary>1 to 128 characters of letters, digits, and <c>. _ : / @ -</c>.</summary>
    public static bool IsIdentifier(string value)
    {
        if (value.Length is 0 or > LongestIdentifier)
        {
            return false;
        }

        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or ':' or '/' or '@' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
