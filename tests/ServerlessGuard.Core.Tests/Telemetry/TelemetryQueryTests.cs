using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Telemetry;
using ServerlessGuard.Testing.Telemetry;

namespace ServerlessGuard.Core.Tests.Telemetry;

/// <summary>The questions' own queries, over rows in the shape that Azure's tables have; and who asks them.</summary>
public sealed class TelemetryQueryTests : ITelemetryQueries
{
    private const string Gateway = "aaaaaaaa-0000-0000-0000-000000000001";
    private const string Person = "aaaaaaaa-0000-0000-0000-000000000002";
    private const string Auditor = "aaaaaaaa-0000-0000-0000-000000000003";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly LogWorkspace _logs;

    public TelemetryQueryTests() => _logs = new LogWorkspace(_clock.GetUtcNow());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>>> AskAsync(
        TelemetryQuery question, TimeSpan back, CancellationToken cancellationToken) =>
        new([.. _logs.Ask(question.Kql, back).Select(static row => (IReadOnlyDictionary<string, object?>)row.ToDictionary(
            static c => c.Key, static c => c.Value is double number ? (long)number : c.Value))]);

    [Fact]
    public void EveryQuestion_IsAnswered_ByEmptyLogs() =>
        TelemetryQuery.All.ShouldAllBe(question => _logs.Ask(question.Kql, TimeSpan.FromDays(30)).Count == 0);

    [Fact]
    public async Task Usage_IsWhoActed_OnAModelAVaultABlobOrAResource()
    {
        Call(2, Gateway.ToUpperInvariant());
        Add(
            "AzureDiagnostics", 3, ("Category", "AuditEvent"), ("ResourceProvider", "MICROSOFT.KEYVAULT"),
            ("identity_claim_oid_g", Auditor));
        Add("StorageBlobLogs", 4, ("OperationName", "GetBlob"), ("RequesterObjectId", "aaaaaaaa-0000-0000-0000-000000000004"));
        Add(
            "AzureActivity", 5, ("OperationNameValue", "MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/WRITE"),
            ("Claims", $$"""{"http://schemas.microsoft.com/identity/claims/objectidentifier":"{{Person}}","name":"Ann"}"""));
        Add("AzureDiagnostics", 90.5, ("Category", "Audit"));
        Add("AzureActivity", 90.5, ("Claims", "{}"));

        var used = (await new TelemetryAccessUsage(this, _clock).LastUsedAsync(_clock.GetUtcNow().AddDays(-90), Cancel)).ShouldNotBeNull();
        used["identity:" + Gateway].ShouldBe(_clock.GetUtcNow().AddDays(-2));
        used["user:" + Person].ShouldBe(_clock.GetUtcNow().AddDays(-5));
        used.Keys.Select(static k => k[(k.IndexOf(':', StringComparison.Ordinal) + 1)..]).Distinct().Count().ShouldBe(4);
    }

    /// <summary>Without the control plane's log, whoever only deploys would look idle: then nothing is said.</summary>
    [Theory]
    [InlineData("AzureDiagnostics", 95, null, 0)]
    [InlineData("AzureDiagnostics", 95, "AzureActivity", 30)]
    [InlineData("AzureActivity", 95, "AzureDiagnostics", 30)]
    public async Task Usage_IsUnknown_WhereALogDoesNotReachBack(string one, double oneDays, string? other, double otherDays)
    {
        Add(one, oneDays, ("Claims", "{}"));
        if (other is not null)
        {
            Add(other, otherDays, ("Claims", "{}"));
        }

        (await new TelemetryAccessUsage(this, _clock).LastUsedAsync(_clock.GetUtcNow().AddDays(-90), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Callers_NamesWhoCalledPastTheGateway()
    {
        var facts = new CallerFacts(this, [Gateway]);
        Call(1, Gateway);
        Call(2, Gateway);
        (await ReadAsync())["others"].ShouldBe("");

        Call(3, Person);
        Call(4, "");
        Call(31, Auditor);
        var values = await ReadAsync();
        (values["others"], values["calls"], values["guard_calls"]).ShouldBe(($"(key),{Person}", "2", "2"));

        async Task<IReadOnlyDictionary<string, string>> ReadAsync() =>
            (await facts.ReadAsync(_clock.GetUtcNow(), Cancel)).ShouldHaveSingleItem().Values;
    }

    private void Call(double daysAgo, string caller) =>
        Add(
            "AzureDiagnostics", daysAgo, ("ResourceProvider", "MICROSOFT.COGNITIVESERVICES"), ("Category", "RequestResponse"),
            ("properties_s", $$"""{"apiName":"Azure OpenAI API version","objectId":"{{caller}}","modelName":"m"}"""));

    private void Add(string table, double daysAgo, params (string Column, string Value)[] columns)
    {
        var row = new JsonObject { ["TimeGenerated"] = _clock.GetUtcNow().AddDays(-daysAgo).ToString("O") };
        foreach (var (column, value) in columns.Where(c => table == "AzureActivity" || c.Column != "Claims"))
        {
            row[column] = value;
        }

        _logs.Add([new LogRow(table, row)]);
    }
}
