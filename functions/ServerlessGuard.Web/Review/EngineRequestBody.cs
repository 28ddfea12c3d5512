using System.Text.Json.Serialization;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Review;

/// <summary>The request to a policy engine. It holds context and texts only where the policy allows the engine to see content.</summary>
internal sealed record EngineRequestBody
{
    [JsonPropertyName("case")]
    public required string Case { get; init; }

    [JsonPropertyName("kind")]
    public required CaseKind Kind { get; init; }

    [JsonPropertyName("subject")]
    public required string Subject { get; init; }

    [JsonPropertyName("application")]
    public string? Application { get; init; }

    [JsonPropertyName("tier")]
    public string? Tier { get; init; }

    [JsonPropertyName("interaction")]
    public string? Interaction { get; init; }

    [JsonPropertyName("reasons")]
    public required IReadOnlyList<string> Reasons { get; init; }

    [JsonPropertyName("risk")]
    public double Risk { get; init; }

    [JsonPropertyName("opened")]
    public DateTimeOffset Opened { get; init; }

    [JsonPropertyName("due")]
    public DateTimeOffset Due { get; init; }

    [JsonPropertyName("context")]
    public IReadOnlyList<CaseText>? Context { get; init; }

    [JsonPropertyName("texts")]
    public IReadOnlyList<CaseText>? Texts { get; init; }

    public static EngineRequestBody Of(EngineInput question) => new()
    {
        Case = question.Case.Id,
        Kind = question.Case.Kind,
        Subject = question.Case.Subject,
        Application = question.Case.Application,
        Tier = question.Case.Tier,
        Interaction = question.Case.Interaction,
        Reasons = question.Case.Reasons,
        Risk = question.Case.Risk,
        Opened = question.Case.Opened,
        Due = question.Case.Due,
        Context = question.Content?.Context,
        Texts = question.Content?.Texts,
    };
}
