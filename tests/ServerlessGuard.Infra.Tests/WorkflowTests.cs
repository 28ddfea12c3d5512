using System.Text.RegularExpressions;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Telemetry;
using ServerlessGuard.Infra.Tests.Queries;
using YamlDotNet.Serialization;

namespace ServerlessGuard.Infra.Tests;

/// <summary>The limits of the workflows: no stored secret, the least of permissions, code of others only at a known commit.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "workflows");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.yml").Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Workflow_ReadsOnly_AndAJobThatLogsInSaysSo(string file)
    {
        var workflow = Read(file);

        Texts(workflow["permissions"]).ShouldBe(["contents: read"]);
        foreach (var (name, job) in Jobs(workflow))
        {
            var permissions = job.TryGetValue("permissions", out var own) ? Texts(own) : ["contents: read"];
            var logsIn = Steps(job).Any(s => Text(s, "run").Contains("az login", StringComparison.Ordinal));
            permissions.ShouldBe(logsIn ? ["contents: read", "id-token: write"] : ["contents: read"], $"{file}: {name}");
            job.ShouldContainKey("timeout-minutes", $"{file}: {name}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Workflow_PinsOthersCode_AndHoldsNoSecret(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));
        var workflow = Read(file);

        text.ShouldNotContain("secrets.");
        text.ShouldNotContain("pull_request_target");
        foreach (var step in Jobs(workflow).SelectMany(j => Steps(j.Job)))
        {
            if (Text(step, "uses") is { Length: > 0 } uses)
                Pinned().IsMatch(uses).ShouldBeTrue($"{file}: {uses}");
            // A value of an event or a variable is passed in the environment, never as a part of a script.
            Text(step, "run").ShouldNotContain("${{", Case.Sensitive, file);
        }

        foreach (var checkout in Jobs(workflow).SelectMany(j => Steps(j.Job))
            .Where(s => Text(s, "uses").StartsWith("actions/checkout@", StringComparison.Ordinal)))
            Texts(checkout["with"]).ShouldContain("persist-credentials: false");
    }

    [Fact]
    public void WhatChangesTheStack_WaitsForAnApproval_AndRunsOnMainOnly()
    {
        var jobs = Jobs(Read("deploy.yml")).ToDictionary(j => j.Name, j => j.Job);
        var changing = jobs.Where(j => Steps(j.Value).Any(s => Changes().IsMatch(Text(s, "run")))).ToList();

        changing.Select(j => j.Key).ShouldBe(["up", "package"], ignoreOrder: true);
        changing.ShouldAllBe(j => (string)j.Value["environment"] == "production");
        ((string)jobs["up"]["if"]).ShouldContain("github.ref == 'refs/heads/main'");
        ((string)jobs["package"]["needs"]).ShouldBe("up");
        jobs["preview"].ShouldNotContainKey("environment");
        ((string)jobs["preview"]["if"]).ShouldContain("head.repo.full_name == github.repository");
        Texts(jobs["preview"]["env"]).ShouldContain("ARM_CLIENT_ID: ${{ vars.AZURE_PREVIEW_CLIENT_ID }}");
    }

    /// <summary>The drill workflow asks in the words that the guard tells.</summary>
    [Fact]
    public void Drill_AsksForWhatIsToldOfDrills()
    {
        var queries = Jobs(Read("drill.yml")).SelectMany(j => Steps(j.Job))
            .SelectMany(s => Queries().Matches(Text(s, "run")))
            .Select(m => m.Groups[1].Value)
            .ToList();

        queries.Count.ShouldBe(3);
        queries.ShouldAllBe(q => Kql.UnknownNames(q).Count == 0);
        queries.Where(q => q.StartsWith(LogTableNames.Operations, StringComparison.Ordinal))
            .ShouldAllBe(q => q.Contains($"Kind == \"{OperationKinds.Drill}\""));
        queries.ShouldContain(
            q => q.StartsWith(LogTableNames.Alerts, StringComparison.Ordinal) && q.Contains($"\"{AlertCodes.DrillOverdue}\""));
    }

    private static Dictionary<object, object> Read(string file) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(Path.Combine(Folder, file)));

    private static IEnumerable<(string Name, Dictionary<object, object> Job)> Jobs(Dictionary<object, object> workflow) =>
        ((Dictionary<object, object>)workflow["jobs"]).Select(j => ((string)j.Key, (Dictionary<object, object>)j.Value));

    private static IEnumerable<Dictionary<object, object>> Steps(Dictionary<object, object> job) =>
        ((List<object>)job["steps"]).Cast<Dictionary<object, object>>();

    private static string Text(Dictionary<object, object> step, string key) => step.TryGetValue(key, out var value) ? (string)value : "";

    private static List<string> Texts(object map) =>
        [.. ((Dictionary<object, object>)map).Select(e => $"{e.Key}: {e.Value}").Order(StringComparer.Ordinal)];

    [GeneratedRegex("^[A-Za-z0-9-]+/[A-Za-z0-9._/-]+@[0-9a-f]{40}$", RegexOptions.NonBacktracking)]
    private static partial Regex Pinned();

    [GeneratedRegex("rows '([^']+)'", RegexOptions.NonBacktracking)]
    private static partial Regex Queries();

    [GeneratedRegex("pulumi (up|destroy)|infra/up", RegexOptions.NonBacktracking)]
    private static partial Regex Changes();
}
