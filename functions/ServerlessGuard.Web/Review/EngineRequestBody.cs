using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Review;

/// <summary>The request to a policy engine. It holds context and texts only where the policy allows the engine to see content.</summary>
internal sealed record EngineRequestBody
{
    public required string Case { get; init; }

    public required CaseKind Kind { get; init; }

    public required string Subject { get; init; }

    public string? Application { get; init; }

    public string? Tier { get; init; }

    public string? Interaction { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public double Risk { get; init; }

    public DateTimeOffset Opened { get; init; }

    public DateTimeOffset Due { get; init; }

    public IReadOnlyList<CaseText>? Context { get; init; }

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
