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

    /// <summary>The response that the request continues, as the caller names it; null for none.</summary>
    public string? Previous { get; init; }

    /// <summary>The id of the response or conversation that is continued.</summary>
    public string? Continues { get; init; }

    /// <summary>The request refers to texts that the platform keeps beside those of a response, and the policy allows it.</summary>
    public bool RefersToKept { get; init; }

    /// <summary>
    /// The instructions among the items, which the platform keeps with the response; the field of that name is for one response.
    /// </summary>
    public IEnumerable<string> KeptInstructions { get; init; } = [];

    /// <summary>The part that stays the same while a chat history grows: the first user text.</summary>
    public required string Anchor { get; init; }
}
