using System.Collections.Frozen;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Which strings of the protocol are structure, not content: a known name and a value shaped like an identifier.</summary>
internal static class Structure
{
    private const int LongestIdentifier = 128;

    private static readonly FrozenSet<string> Names = new[]
    {
        "role", "type", "id", "object", "status", "tool_call_id", "call_id", "item_id", "finish_reason", "model", "format",
        "detail", "effort", "reasoning_effort", "verbosity", "service_tier", "tool_choice", "previous_response_id",
        "response_id", "system_fingerprint", "encoding", "voice", "modalities", "include", "truncation", "prompt_cache_key",
        "prompt_cache_retention", "severity", "phase", "event_id", "stop_reason", "native_finish_reason", "provider",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsStructural(string? name, string value) => name is not null && Names.Contains(name) && IsIdentifier(value);

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
