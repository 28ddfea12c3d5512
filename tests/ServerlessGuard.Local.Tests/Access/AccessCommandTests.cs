using System.Text.Json;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Access;

/// <summary>The review of a machine without a cloud: keys, attesters, files.</summary>
public sealed class AccessCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tells_WhoCan_AndFails_UntilThePolicyNamesThem()
    {
        var policy = Path.Combine(_folder.Path, "guard.yaml");
        var text = await File.ReadAllTextAsync(PolicyFiles.Shipped, TestContext.Current.CancellationToken);
        await WritePolicyAsync(policy, text);
        (await CommandRun.InAsync(_folder.Path, "keys", "create", "rita", "--role", "reviewer")).Code.ShouldBe(0);
        (await CommandRun.InAsync(_folder.Path, "keys", "create", "demo")).Code.ShouldBe(0);

        var run = await CommandRun.InAsync(_folder.Path, "access", "--policy", "guard.yaml", "--json");
        run.Code.ShouldBe(1, run.Error);
        var review = JsonElement.Parse(run.Out);
        var grants = review.GetProperty("grants").EnumerateArray().Select(static g => (
            Can: g.GetProperty("capability").GetString(), Who: g.GetProperty("principal").GetString(),
            Flags: string.Join(',', g.GetProperty("flags").EnumerateArray().Select(static f => f.GetString())))).ToArray();
        var user = "user:" + Environment.UserName;
        grants.ShouldContain(("read_content", "key:rita", "unexpected"));
        grants.Where(g => g.Who == user).Select(static g => g.Can).ShouldBe([
            "change_model", "deploy", "run_fine_tuning", "read_weights", "read_training_data", "read_content", "read_secrets",
            "disable_guard"
        ]);
        grants.ShouldNotContain(static g => g.Who == "key:demo");
        var machines = review.GetProperty("machines").EnumerateArray().ToDictionary(
            static m => $"{m.GetProperty("kind").GetString()} {m.GetProperty("id").GetString()}",
            static m => m.GetProperty("owner").GetString());
        machines["key demo"].ShouldBe("application:demo");
        machines["key rita"].ShouldBeNull();
        machines["connector crm"].ShouldBe("group:crm-team");

        var rita = await CommandRun.InAsync(_folder.Path, "access", "--policy", "guard.yaml", "--who", "KEY:rita", "--json");
        rita.Code.ShouldBe(1, "the policy does not name her");
        JsonElement.Parse(rita.Out).GetProperty("grants").EnumerateArray().Select(static g => g.GetProperty("principal").GetString())
            .ShouldAllBe(static p => p == "key:rita");
        JsonElement.Parse(rita.Out).GetProperty("machines")[0].GetProperty("isOrphaned").GetBoolean().ShouldBeTrue();
        var crm = await CommandRun.InAsync(_folder.Path, "access", "--policy", "guard.yaml", "--who", "group:crm-team", "--json");
        (crm.Code, JsonElement.Parse(crm.Out).GetProperty("machines")[0].GetProperty("id").GetString()).ShouldBe((0, "crm"));
        (await CommandRun.InAsync(_folder.Path, "access", "--policy", "guard.yaml", "--who", "user:nobody")).Out.ShouldContain("can do nothing");

        // The policy says who is meant: then it is as it should be.
        var access = text[text.IndexOf("\naccess:", StringComparison.Ordinal)..text.IndexOf("\nconnectors:", StringComparison.Ordinal)];
        var meant = "\naccess:\n" + string.Concat(new[]
        {
            "change_model",
            "deploy",
            "run_fine_tuning",
            "read_weights",
            "read_training_data",
            "read_secrets",
            "disable_guard"
        }.Select(c => $"  {c}: [\"{user}\"]\n")) + $"  read_content: [\"{user}\", \"key:rita\"]\n";
        await WritePolicyAsync(policy, text.Replace(access, meant, StringComparison.Ordinal));
        var named = await CommandRun.InAsync(_folder.Path, "access", "--policy", "guard.yaml");
        named.Code.ShouldBe(0, named.Out + named.Error);
        named.Out.ShouldContain("every one named in the policy's access");

        // Anybody may write the policy file now, and so decide what the guard does.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(policy, File.GetUnixFileMode(policy) | UnixFileMode.OtherWrite);
            var open = await CommandRun.InAsync(_folder.Path, "access", "--policy", "guard.yaml", "--json");
            open.Code.ShouldBe(1);
            open.Out.ShouldContain("group:everyone");
        }
    }

    private static async Task WritePolicyAsync(string path, string text)
    {
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
