using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>A request as the gateway sees it: the tree that passes through, and the places in it that carry content.</summary>
internal sealed record Conversation
{
    public required JsonObject Root { get; init; }

    public required string Model { get; init; }

    public required bool Stream { get; init; }

    /// <summary>The client asked for usage at the end of a chat stream.</summary>
    public required bool IncludeUsage { get; init; }

    public required SlotCollector Content { get; init; }

    /// <summary>What the application told the model about itself; its coming out again is leakage.</summary>
    public required IReadOnlyList<string> Instructions { get; init; }

    /// <summary>What stays the same while a chat history grows: the first user text, or the id of the response that is continued.</summary>
    public required string Anchor { get; init; }
}
