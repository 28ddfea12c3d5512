using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Console.Tests.Support;

/// <summary>Past runs of drills in the journal, because a trend needs more than one.</summary>
internal static class DrillHistories
{
    public const int Passed = 11;

    public static async Task FillAsync(IDocumentStore documents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<DrillKind>())
        {
            for (var week = Passed; week >= 0; week--)
            {
                var began = now.AddDays(-7 * week).AddHours(-1);
                var acted = began.AddSeconds(10);
                var isMissed = week == 4;
                var run = new DrillRun
                {
                    Id = $"{kind.ToString().ToLowerInvariant()}-{Passed - week:D2}",
                    Kind = kind,
                    Mode = DrillMode.Full,
                    Target = "drill-target",
                    Actor = "guard",
                    IsScheduled = true,
                    Step = DrillStep.Done,
                    Started = began,
                    Since = began,
                    HarmStarted = acted,
                    Detected = isMissed ? null : acted.AddSeconds(4 + (week % 3)),
                    Decided = isMissed ? null : acted.AddSeconds(9 + (week % 4)),
                    Restored = isMissed ? null : acted.AddSeconds(38 + (week * 3 % 17)),
                    Ended = acted.AddMinutes(2),
                    Result = isMissed ? DrillResult.Failed : DrillResult.Passed,
                    Fault = isMissed ? "not-detected" : null,
                };
                await documents.CreateAsync(
                    DrillJournal.HistoryPartition, run.Id, JsonSerializer.SerializeToUtf8Bytes(run, Options), null, cancellationToken);
            }
        }
    }

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() }
    };
}
