using System.Text.Json;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>A case as <c>guard cases --json</c> shows it.</summary>
internal sealed record CaseLine(
    string Id, string Kind, string State, bool Sample, string Subject, string? Application, string? Tier, string? Interaction,
    IReadOnlyList<string> Reasons, double Risk, DateTimeOffset Opened, DateTimeOffset Due, string? Reviewer, bool FourEyes,
    IReadOnlyList<string> ApprovedBy)
{
    public static CaseLine Of(CaseRecord value) => new(
        value.Id, Word(value.Kind), Word(value.State), value.IsSample, value.Subject, value.Application, value.Tier, value.Interaction,
        value.Reasons, value.Risk, value.Opened, value.Due, value.Reviewer, value.FourEyes,
        value.Approval?.Actors ?? (value.Vote is { } vote ? [vote.Actor] : []));

    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
