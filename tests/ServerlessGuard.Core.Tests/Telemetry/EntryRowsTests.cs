using System.Reflection;
using CsCheck;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Telemetry;
using ServerlessGuard.Core.Tests.Drills;
using ServerlessGuard.Core.Tests.Review;
using ServerlessGuard.Core.Tests.Rotation;
using ServerlessGuard.Detection;
using ServerlessGuard.Testing.Telemetry;

namespace ServerlessGuard.Core.Tests.Telemetry;

public sealed class EntryRowsTests
{
    private static readonly string[] Kinds = [.. typeof(AuditKinds).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static f => (string)f.GetValue(null)!)];

    /// <summary>For every entry, its rows are rows of the declared tables (Add throws otherwise).</summary>
    [Fact]
    public void AnyEntry_GivesRowsOfTheDeclaredColumnsAndTypes()
    {
        var facts = Gen.OneOf(
            Gen.String, Gen.Const("found"), Gen.Const("0"), Gen.Const("1e999"), Gen.Const("NaN"), Gen.Const("-7.5"),
            Gen.Const("2026-01-01T00:00:00Z"));
        var names = OneOf(
            "case", "state", "due", "sample", "reason", "drill", "outcome", "seconds_to_restore", "model", "deployment", "drift",
            "evidence.blocked", "evidence_needed", "ms", "enforce", "restored_ms", "unscanned", "step", "credential", "unexpected",
            "fails");
        Gen.Select(OneOf(Kinds), Gen.Dictionary(names, facts)[0, 12], Gen.Dictionary(
            OneOf("email", "input.email", "output.github-token", "x.y.z", ""), Gen.Int[0, 9])[0, 3]).Sample((kind, known, findings) =>
        {
            var entry = new AuditEntry
            {
                Kind = kind,
                Time = DateTimeOffset.UnixEpoch,
                Actor = "known-actor",
                Interaction = "i",
                Facts = known,
                Findings = findings
            };
            new LogWorkspace(DateTimeOffset.UnixEpoch).Tell([entry]);
            return EntryRows.Of(entry, "d")
                .All(static row => !row.Columns.ToJsonString().Contains("known-actor", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void AnUnknownKind_GivesNothing() =>
        EntryRows.Of(new AuditEntry
        {
            Kind = "nobody.knows",
            Time = DateTimeOffset.UnixEpoch,
            Actor = "a",
            Facts = new Dictionary<string, string> { ["state"] = "open" }
        }, "d").ShouldBeEmpty();

    /// <summary>A name of a file may be a person's.</summary>
    [Fact]
    public void AFilesName_StaysInTheAuditLog()
    {
        var entry = new AuditEntry
        {
            Kind = AuditKinds.FileQuarantined,
            Time = DateTimeOffset.UnixEpoch,
            Actor = "guard",
            Findings = new Dictionary<string, int> { ["email"] = 3 },
            Facts = new Dictionary<string, string> { ["file"] = "erika-mustermann.txt", ["version"] = "0x8D" }
        };
        var rows = EntryRows.Of(entry, "redactor").ToList();
        rows.ShouldAllBe(static row => !row.Columns.ToJsonString().Contains("erika", StringComparison.Ordinal));
        rows.Select(static row => row.Table).ShouldBe([LogTableNames.Findings, LogTableNames.Operations]);
        rows[0].Columns["Location"]!.GetValue<string>().ShouldBe("file");
    }

    [Fact]
    public void AKindOfFinding_HasOneCategory() =>
        GuardScanner.Rules.GroupBy(static r => r.Kind)
            .Where(static k => k.Select(static r => r.Category).Distinct().Count() > 1)
            .Select(static k => k.Key)
            .ShouldBeEmpty();

    /// <summary>Every column of these tables that a query asks for is filled by something that the engine did.</summary>
    [Fact]
    public async Task EveryColumnThatIsAsked_IsFilled()
    {
        var review = new ReviewHarness();
        await review.OpenAsync();
        var rotation = await RotationHarness.CreateAsync();
        await rotation.SweepAsync();
        await rotation.RecoverAsync();
        var drills = new DrillHarness();
        var worker = drills.Worker();
        for (var turn = 0; turn < 200; turn++)
        {
            await worker.SweepAsync();
            await drills.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        var due = new Alert
        {
            Code = AlertCodes.RotationOverdue,
            Severity = AlertSeverity.Critical,
            Message = "m",
            Time = DateTimeOffset.UnixEpoch,
            DedupeKey = "k",
            Tags = new Dictionary<string, string> { [AlertCodes.Due] = "2026-01-01T00:00:00Z" }
        };
        var workspace = new LogWorkspace(DateTimeOffset.UnixEpoch).Tell(
            [.. review.Audit.Entries, .. rotation.Audit.Entries, .. drills.Audit.Entries], [due]);
        foreach (var table in (string[])[LogTableNames.Operations, LogTableNames.Alerts])
        {
            Filled(workspace, table).ShouldBe(LogWorkspace.ColumnsOf(table), ignoreOrder: true);
        }
    }

    /// <summary>Asked are only these tables; each has a test that fills it.</summary>
    [Fact]
    public void TheTables_AreThese() => LogWorkspace.OurTables.ShouldBe(
        [LogTableNames.Interactions, LogTableNames.Findings, LogTableNames.Operations, LogTableNames.Alerts, LogTableNames.Drift],
        ignoreOrder: true);

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static IEnumerable<string> Filled(LogWorkspace workspace, string table) =>
        LogWorkspace.ColumnsOf(table).Where(column => workspace.Rows(table).Any(row => row[column] is not null));
}
