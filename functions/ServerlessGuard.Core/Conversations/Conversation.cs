using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>A request as the gateway sees it: the tree that passes through, and the places in it that carry content.</summary>
internal sealed record Conversation
{
    public required JsonObject Root { get; init; }

    public required string Model { get; init; }

    public required bool Stream { get; init; }

    /// <summary>The client requested usage at the end of a chat stream.</summary>
    public required bool IncludeUsage { get; init; }

    /// <summary>The client requested an answer whose text is a JSON document.</summary>
    public bool ExpectsJson { get; init; }

    public required TextFieldCollector Content { get; init; }

    /// <summary>The application's instructions to the model; their appearance in an answer is leakage.</summary>
    public required IReadOnlyList<string> Instructions { get; init; }

    /// <summary>The id of the response or conversation that is continued; the platform makes it and nobody can guess it.</summary>
    public string? Continues { get; init; }

    /// <summary>The part that stays the same while a chat history grows: the first user text.</summary>
    public required string Anchor { get; init; }
}
