using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>A case as <c>guard cases --json</c> shows it.</summary>
internal sealed record CaseLine
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string State { get; init; }

    public required bool Sample { get; init; }

    public required string Subject { get; init; }

    public required string? Application { get; init; }

    public required string? Tier { get; init; }

    public required string? Interaction { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public required double Risk { get; init; }

    public required DateTimeOffset Opened { get; init; }

    public required DateTimeOffset Due { get; init; }

    public required string? Reviewer { get; init; }

    public required bool FourEyes { get; init; }

    public required IReadOnlyList<string> ApprovedBy { get; init; }

    public static CaseLine Of(CaseRecord value) => new()
    {
        Id = value.Id,
        Kind = Word(value.Kind),
        State = Word(value.State),
        Sample = value.IsSample,
        Subject = value.Subject,
        Application = value.Application,
        Tier = value.Tier,
        Interaction = value.Interaction,
        Reasons = value.Reasons,
        Risk = value.Risk,
        Opened = value.Opened,
        Due = value.Due,
        Reviewer = value.Reviewer,
        FourEyes = value.FourEyes,
        ApprovedBy = value.Approval?.Actors ?? (value.Vote is { } vote ? [vote.Actor] : []),
    };

    public static string Word<T>(T value)
        where T : struct, Enum => WireName.Of(value);
}
