using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Cli;

/// <summary>From nothing to a model that answers, as the README says it.</summary>
public sealed class QuickStartTests(GuardUp up) : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private string Policy => Path.Combine(_folder.Path, ".guard", "guard.yaml");

    public void Dispose() => _folder.Dispose();

    /// <summary>Names as providers write them.</summary>
    [Theory]
    [InlineData("gpt-4o", "getWeather")]
    [InlineData("openai/gpt-4o", "crm.lookup")]
    [InlineData("llama3.2:3b", "a_tool")]
    [InlineData("ft:gpt-4o-mini:acme::x", "Z-9")]
    [InlineData("Meta-Llama-3.1-8B-Instruct", null)]
    public async Task Init_WritesAPolicyThatIsValid_AndNamesWhatWasNamed(string model, string? tool)
    {
        string[] tools = tool is null ? [] : ["--tool", tool];
        var run = await CommandRun.InAsync(_folder.Path, ["init", "--model", model, .. tools]);

        run.Code.ShouldBe(0, run.Error);
        run.Out.Trim().ShouldBe(Policy);
        (await CommandRun.InAsync(_folder.Path, "policy", "check", Policy)).Code.ShouldBe(0);
        var policy = PolicyLoader.LoadFile(Policy).Policy!;
        policy.Models.Keys.ShouldBe([model]);
        policy.Applications["demo"].Tools.ShouldBe(tool is null ? [] : [tool]);
        (await File.ReadAllTextAsync(Policy, TestContext.Current.CancellationToken)).ShouldContain("# ");
    }

    [Fact]
    public async Task Init_NeverWritesOverAPolicy_UnlessItIsTold()
    {
        (await CommandRun.InAsync(_folder.Path, "init", "--model", "one")).Code.ShouldBe(0);

        (await CommandRun.InAsync(_folder.Path, "init", "--model", "two")).Code.ShouldBe(2);
        PolicyLoader.LoadFile(Policy).Policy!.Models.Keys.ShouldBe(["one"]);

        (await CommandRun.InAsync(_folder.Path, "init", "--model", "two", "--force")).Code.ShouldBe(0);
        PolicyLoader.LoadFile(Policy).Policy!.Models.Keys.ShouldBe(["two"]);
    }

    [Theory]
    [InlineData("init", "--model", "no name\u0001")]
    [InlineData("init", "--model", "one", "--tool", "no tool")]
    [InlineData("up", "--model", "no name\u0001")]
    [InlineData("up", "--upstream", "http://127.0.0.1:9/v1")]
    [InlineData("up", "--tool", "one")]
    public async Task WhatNoPolicyCanSay_IsAUsageError_AndLeavesNothing(params string[] args)
    {
        var run = await CommandRun.InAsync(_folder.Path, args);

        run.Code.ShouldBe(2);
        run.Error.ShouldStartWith("guard: ");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task UpWithAModel_ServesIt_WithoutAPolicyFile_AndTakesAFileOverThatInitWrites()
    {
        using var model = GuardProcess.Start(_folder.Path, "simulate", "model", "--port", "0", "--json");
        try
        {
            var serves = JsonElement.Parse((await model.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
            await ServesItAsync(serves.GetProperty("model").GetString()!);
        }
        finally
        {
            model.Kill();
            await model.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task ServesItAsync(string upstream)
    {
        await using var guard = await GuardProcess.UpAsync(
            _folder.Path, "--upstream", upstream, "--model", "openai/gpt-4o", "llama3.2:3b");

        guard.Ready.GetProperty("policyInMemory").GetBoolean().ShouldBeTrue();
        guard.Ready.GetProperty("model").GetString().ShouldBeOneOf("openai/gpt-4o", "llama3.2:3b");
        File.Exists(Policy).ShouldBeFalse();
        using var http = ClientOf(guard);
        (await AskAsync(http, guard, "llama3.2:3b")).ShouldContain("You wrote");

        (await CommandRun.InAsync(_folder.Path, "init", "--model", "another")).Code.ShouldBe(0);
        await Condition.HoldsAsync(
            async () => (await AskAsync(http, guard, "another")).Contains("You wrote", StringComparison.Ordinal), "the file to be taken over");
        (await AskAsync(http, guard, "llama3.2:3b")).ShouldContain("model_not_allowed");
    }

    [Fact]
    public async Task Up_WithoutAnything_WritesThePolicyThatItRuns_AndMakesItsKeys()
    {
        var ready = (await up.GuardAsync()).Ready;
        var file = Path.Combine(up.Folder, ".guard", "guard.yaml");
        ready.GetProperty("policy").GetString().ShouldBe(file);
        var policy = PolicyLoader.LoadFile(file).Policy!;
        ready.GetProperty("revision").GetString().ShouldBe(policy.RevisionId);
        policy.Credentials.ShouldBeEmpty();
        policy.Models.Values.ShouldAllBe(static model => model.Endpoint == null && model.Resource == null);
        ready.GetProperty("keys").EnumerateObject().Select(static one => one.Name).ShouldBe(policy.Applications.Keys);
    }

    [LongFact]
    public async Task Up_MakesAKeyForEachApplicationThatHasNone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Policy)!);
        await File.WriteAllTextAsync(
            Policy,
            """
            version: 1
            applications:
              - { id: one, tier: standard, models: [demo-model], callers: ["key:first", "key:second"] }
              - { id: two, tier: standard, models: [demo-model], callers: ["key:third"] }
              - { id: azure, tier: standard, models: [demo-model], callers: ["app:00000000-0000-0000-0000-000000000001"] }
            tiers:
              standard: { stream: buffered }
            models:
              demo-model: { platform: openai }
            """, TestContext.Current.CancellationToken);
        (await CommandRun.InAsync(_folder.Path, "keys", "create", "second")).Code.ShouldBe(0);

        await using var guard = await GuardProcess.UpAsync(_folder.Path);

        guard.Ready.GetProperty("keys").EnumerateObject().Select(static one => one.Name).ShouldBe(["two"]);
        var listed = await CommandRun.InAsync(_folder.Path, "keys", "list", "--json");
        JsonElement.Parse(listed.Out).EnumerateArray().Select(static key => key.GetProperty("name").GetString())
            .ShouldBe(["second", "third"], ignoreOrder: true);
    }

    [Fact]
    public async Task ALostKey_IsReplacedUnderItsName()
    {
        var lost = (await CommandRun.InAsync(_folder.Path, "keys", "create", "demo", "--role", "reviewer")).Out.Trim();
        var run = await CommandRun.InAsync(_folder.Path, "keys", "replace", "demo");
        run.Code.ShouldBe(0, run.Error);
        var key = run.Out.Trim();
        key.ShouldStartWith("sg-demo-");
        key.ShouldNotBe(lost);

        await using var guard = await GuardProcess.UpAsync(_folder.Path);
        guard.Key.ShouldBeNull();
        (await StatusAsync(guard, key)).ShouldBe(200);
        (await StatusAsync(guard, lost)).ShouldBe(401);
        var listed = JsonElement.Parse((await CommandRun.InAsync(_folder.Path, "keys", "list", "--json")).Out);
        listed.GetArrayLength().ShouldBe(1);
        listed[0].GetProperty("roles")[0].GetString().ShouldBe("reviewer");
    }

    [Fact]
    public async Task ARevokedKey_IsNotReplaced()
    {
        (await CommandRun.InAsync(_folder.Path, "keys", "create", "demo")).Code.ShouldBe(0);
        (await CommandRun.InAsync(_folder.Path, "keys", "revoke", "demo")).Code.ShouldBe(0);

        (await CommandRun.InAsync(_folder.Path, "keys", "replace", "demo")).Code.ShouldBe(1);
        (await CommandRun.InAsync(_folder.Path, "keys", "replace", "nobody")).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Version_IsTheProgramsOwn()
    {
        var run = await CommandRun.InAsync(_folder.Path, "--version");

        run.Code.ShouldBe(0);
        run.Out.Trim().ShouldBe($"guard {ServerlessGuard.Local.Telemetry.GuardVersion.Text}");
    }

    private static HttpClient ClientOf(GuardProcess guard)
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", guard.Key);
        return http;
    }

    private static async Task<string> AskAsync(HttpClient http, GuardProcess guard, string model)
    {
        using var response = await http.PostAsJsonAsync(
            guard.Url + "chat/completions", new { model, messages = new[] { new { role = "user", content = "Hello" } } },
            TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<int> StatusAsync(GuardProcess guard, string key)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("api-key", key);
        using var models = await http.GetAsync(guard.Url + "models", TestContext.Current.CancellationToken);
        return (int)models.StatusCode;
    }
}
