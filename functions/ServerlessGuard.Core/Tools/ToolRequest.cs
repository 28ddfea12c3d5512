using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>A tool call as rules see it. <see cref="ToString"/> leaves the arguments out.</summary>
public sealed record ToolRequest
{
    public required string Interaction { get; init; }

    public required ApplicationPolicy Application { get; init; }

    public required GuardPolicy Policy { get; init; }

    /// <summary>The name that the model used; may be longer or stranger than any tool's.</summary>
    public required string Name { get; init; }

    /// <summary>The tool of the policy that the name means; null when there is none.</summary>
    public required ToolPolicy? Tool { get; init; }

    /// <summary>The arguments as they would be executed: JSON, or plain input of a custom tool.</summary>
    public required string Arguments { get; init; }

    /// <summary>The arguments as the model wrote them, before tokens were turned back.</summary>
    public string? Written { get; init; }

    /// <summary>Texts of the conversation that the user or the application wrote.</summary>
    public IReadOnlyList<string> TrustedTexts { get; init; } = [];

    /// <summary>Results of tools in the conversation: anybody may have written those.</summary>
    public IReadOnlyList<string> UntrustedTexts { get; init; } = [];

    /// <summary>The call was judged before and is checked again: it does not count against a limit.</summary>
    public bool IsReplay { get; init; }

    public override string ToString() => $"ToolRequest {{ {Tool?.Id ?? "unknown"} of {Application.Id} }}";
}
