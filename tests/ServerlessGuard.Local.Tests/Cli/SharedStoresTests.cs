using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ServerlessGuard.Local.Demo;
using ServerlessGuard.Local.Tests.Hosting.Replicas;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Cli;

/// <summary>
/// An operator's shell beside a replica on shared stores: no folder in common, only the account, the vault and the platforms.
/// </summary>
public sealed class SharedStoresTests(ReplicaUp up) : IClassFixture<ReplicaUp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [LongFact]
    public async Task Keys_OpenAndCloseTheReplica()
    {
        up.Require();
        (await RunAsync("keys", "create", "reader", "--role", "auditor")).Code.ShouldBe(0);
        (await RunAsync("keys", "list")).Out.ShouldContain("reader");
        using var first = await AskAsync(up.Demo, "Hello");
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RunAsync("keys", "revoke", "demo-2")).Out.ShouldContain("revoked");
        await Condition.HoldsAsync(
            async () =>
            {
                using var answer = await AskAsync(up.Demo, "Hello");
                return answer.StatusCode == HttpStatusCode.Unauthorized;
            },
            "the replica refuses a revoked key");
    }

    [Fact]
    public async Task Cases_AreSeenAndDecided_AndTheCallerGetsTheAnswer()
    {
        up.Require();
        using var held = await AskAsync(up.Claims, """Please call the tool refund.create with {"amount": 250}""", "refund.create");
        var id = held.Headers.GetValues("Guard-Case").Single();
        Json(await RunAsync("cases", "list", "--json"))
            .GetProperty("cases")
            .EnumerateArray()
            .ShouldContain(c => c.GetProperty("id").GetString() == id);
        (await RunAsync("cases", "show", id)).Out.ShouldContain("250");
        (await RunAsync("cases", "approve", id)).Out.ShouldContain($"{id} is approved");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", up.Claims);
        http.DefaultRequestHeaders.Add("Prefer", "wait=60");
        (await http.GetStringAsync(new Uri(up.Url, $"/guard/cases/{id}/release"), Cancel)).ShouldContain("250");
        (await RunAsync("cases", "deny", id)).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Rotate_ChangesTheKeyOnThePlatformAndInTheVault()
    {
        up.Require();
        var before = up.Stage.Azure.Simulation.Vault.Versions(ReplicaPolicy.Credential);
        var run = await RunAsync("rotate", ReplicaPolicy.Credential, "--now");
        run.Code.ShouldBe(0, run.Error);
        await Condition.HoldsAsync(
            async () => Json(await RunAsync("credentials", "--json"))
                .EnumerateArray()
                .Single(c => c.GetProperty("id").GetString() == ReplicaPolicy.Credential)
                .TryGetProperty("lastProof", out var proof) && proof.ValueKind == JsonValueKind.String,
            "the old key is verified as revoked");
        up.Stage.Azure.Simulation.Vault.Versions(ReplicaPolicy.Credential).Count.ShouldBe(before.Count + 1);
        var account = up.Stage.Azure.Simulation.Resources.Find(ReplicaPolicy.Account)!;
        (account.Accepts(before[^1].Value), account.Accepts(up.Stage.Azure.Simulation.Vault.Versions(ReplicaPolicy.Credential)[^1].Value))
            .ShouldBe((false, true));
    }

    [Fact]
    public async Task Stop_KeepsTheReplicaFromTheModel_UntilItIsUndone()
    {
        up.Require();
        (await RunAsync("stop", "demo-model")).Out.ShouldContain("is stopped");
        await Condition.HoldsAsync(async () => !await AnswersAsync(), "the replica sends the stopped model nothing");
        (await RunAsync("stop", "demo-model", "--undo")).Out.ShouldContain("is started");
        await Condition.HoldsAsync(AnswersAsync, "the replica sends the model calls again");

        async ValueTask<bool> AnswersAsync()
        {
            using var answer = await AskAsync(up.Claims, "Hello");
            return answer.StatusCode == HttpStatusCode.OK;
        }
    }

    [Fact]
    public async Task Rollback_AndWatch_ReachTheDeployments()
    {
        up.Require();
        (await RunAsync("watch", "--once", "--json")).Out.ShouldContain(DemoAzure.Standby);
        var rollback = await RunAsync("rollback", DemoAzure.Model, "--json");
        rollback.Code.ShouldBe(0, rollback.Error);
        Json(rollback).GetProperty("deployment").GetString().ShouldBe(DemoAzure.Standby);
    }

    [LongFact]
    public async Task Log_Trace_Content_AndEvidence_AreTheReplicas()
    {
        up.Require();
        using var asked = await AskAsync(up.Claims, "Write to erika.mustermann@mailbox.org");
        var interaction = asked.Headers.GetValues("Guard-Interaction").Single();
        await Condition.HoldsAsync(async () => (await RunAsync("trace", interaction)).Code == 0, "the interaction is in the log");
        Json(await RunAsync("trace", interaction, "--check-content", "--purpose", "a test", "--json"))
            .GetProperty("content")
            .GetArrayLength()
            .ShouldBeGreaterThan(0);
        (await RunAsync("content", "read", interaction, "request", "--purpose", "a test")).Out
            .ShouldContain("erika.mustermann@mailbox.org");
        var verified = await RunAsync("log", "verify");
        verified.Out.ShouldContain("The log is intact.", customMessage: verified.Error);
        var key = (await RunAsync("log", "key")).Out.Trim();
        (await RunAsync("log", "verify", "--key", key)).Code.ShouldBe(0);
        (await RunAsync("incident", "declare", "A rehearsal")).Code.ShouldBe(0);
        (await RunAsync("incident", "list")).Out.ShouldContain("A rehearsal");
        (await RunAsync("evidence", "--out", "pack")).Code.ShouldBe(0);
        (await RunAsync("evidence", "verify", "pack", "--key", key)).Code.ShouldBe(0);
        (await RunAsync("access")).Error.ShouldBeEmpty();
    }

    /// <summary>Tokens of files are in the replicas' vault, and nothing of the guard's on the shell's machine.</summary>
    [Fact]
    public async Task Redact_AndRestore_UseTheSharedVault()
    {
        up.Require();
        await File.WriteAllTextAsync(Path.Combine(up.Stage.Folder, "letter.txt"), "Write to jane.roe@example.com.", Cancel);
        (await RunAsync("redact", "letter.txt", "--action", "tokenise", "-o", "redacted.txt")).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(Path.Combine(up.Stage.Folder, "redacted.txt"), Cancel)).ShouldNotContain("jane.roe");
        (await RunAsync("restore", "redacted.txt")).Out.ShouldContain("jane.roe@example.com");
        Directory.Exists(Path.Combine(up.Stage.Folder, ".guard")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("GUARD_AZURE_SIMULATION", "https://management.example.com/", "no address on this machine")]
    [InlineData("GUARD_AZURE_SIMULATION", "http://10.0.0.1/", "no address on this machine")]
    [InlineData("GUARD_VAULT", "vault", "no address")]
    [InlineData("GUARD_VAULT", "http://guard.vault.azure.net/", "https://NAME.vault.azure.net/")]
    [InlineData("GUARD_STORAGE_ACCOUNT", "name", "not both")]
    [InlineData("GUARD_PLATFORMS", "moon", "--platforms moon")]
    public async Task Refuses_AHalfOrWrongEnvironment(string variable, string value, string said)
    {
        using var folder = new ServerlessGuard.Testing.TemporaryDirectory();
        var variables = new Dictionary<string, string>
        {
            ["GUARD_STORES"] = "azure",
            ["GUARD_PLATFORMS"] = "azure",
            ["GUARD_STORAGE_CONNECTION"] = "UseDevelopmentStorage=true",
            [variable] = value,
        };
        var run = await CommandRun.WithAsync(variables, folder.Path, "keys", "list");
        (run.Code, run.Error).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(2), r => r.Error.ShouldContain(said));
    }

    /// <summary>A simulation never sees a real account's data, nor a real account a simulation's tokens.</summary>
    [Fact]
    public async Task Refuses_ASimulationBesideARealAccount()
    {
        using var folder = new ServerlessGuard.Testing.TemporaryDirectory();
        var variables = new Dictionary<string, string>
        {
            ["GUARD_STORES"] = "azure",
            ["GUARD_PLATFORMS"] = "azure",
            ["GUARD_STORAGE_ACCOUNT"] = "account",
            ["GUARD_AZURE_SIMULATION"] = "http://127.0.0.1:1/"
        };
        (await CommandRun.WithAsync(variables, folder.Path, "keys", "list")).Code.ShouldBe(2);
    }

    private static JsonElement Json(CommandRun run) =>
        JsonElement.Parse(run.Out.Length > 0 ? run.Out : throw new InvalidOperationException(run.Error));

    private Task<CommandRun> RunAsync(params string[] args) =>
        up.Stage.ShellAsync([.. args, .. args is ["evidence" or "rotate" or "credentials" or "watch" or "rollback" or "stop" or "incident"
            or "access" or "cases", ..] and not ["evidence", "verify", ..] ? (string[])["--policy", up.Stage.QuietPolicy] : []]);

    private async Task<HttpResponseMessage> AskAsync(string key, string prompt, params string[] tools)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(up.Url, "chat/completions"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var messages = new[] { new { role = "user", content = prompt } };
        request.Content = tools.Length == 0
            ? JsonContent.Create(new { model = "demo-model", messages })
            : JsonContent.Create(new
            {
                model = "demo-model",
                messages,
                tools = tools.Select(
                static name => new { type = "function", function = new { name, parameters = new { type = "object" } } })
            });
        return await http.SendAsync(request, Cancel);
    }
}
