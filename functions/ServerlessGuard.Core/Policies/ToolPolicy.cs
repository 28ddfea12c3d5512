using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Policies;

/// <summary>A tool that models may call, and within which limits.</summary>
public sealed record ToolPolicy
{
    public required string Id { get; init; }

    public required ToolEffect Effect { get; init; }

    /// <summary>JSON Schema (draft-07) of the arguments; null accepts any object.</summary>
    public JsonElement? Arguments { get; init; }

    /// <summary>The action when the arguments do not satisfy the schema: Block (default) or Hold.</summary>
    public GuardAction Otherwise { get; init; } = GuardAction.Block;

    /// <summary>The action when an argument comes from untrusted content: Allow, Hold or Block.</summary>
    public GuardAction Untrusted { get; init; } = GuardAction.Block;

    /// <summary>Calls allowed per period; null for no limit.</summary>
    public RateLimit? Limit { get; init; }
}

/// <summary>The worst that a call can do.</summary>
public enum ToolEffect
{
    [JsonStringEnumMemberName("read")]
    Read,

    [JsonStringEnumMemberName("write")]
    Write,

    [JsonStringEnumMemberName("send")]
    Send,
}
