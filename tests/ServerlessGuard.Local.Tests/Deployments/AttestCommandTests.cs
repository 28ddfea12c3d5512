using System.Text;
using System.Text.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Simulation;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Deployments;

public sealed class AttestCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ACarefulModel_IsAttested_Listed_AndShown()
    {
        await PrepareAsync();
        await using var model = await ModelAsync(ModelBehaviour.Safe);
        var attested = await RunAsync(
            "attest", "demo-model", "--attester", "pipeline", "--key-file", "key.pem", "--upstream", $"{model.Endpoint}", "--json");
        attested.Code.ShouldBe(0, attested.Error);
        var answer = JsonElement.Parse(attested.Out);
        answer.GetProperty("passed").GetBoolean().ShouldBeTrue();
        answer.GetProperty("report").GetProperty("asked").GetInt32().ShouldBe(9);

        var listed = JsonElement.Parse((await RunAsync("attest", "list", "demo-model", "--json")).Out);
        listed.EnumerateArray().Single().GetProperty("id").GetString().ShouldBe(answer.GetProperty("attestation").GetString());
        var watched = await RunAsync("watch", "--once", "--json");
        watched.Code.ShouldBe(0, watched.Out);
        var row = JsonElement.Parse(watched.Out).EnumerateArray().First(static v => v.GetProperty("model").GetString() == "demo-model");
        row.GetProperty("attestedUntil").ValueKind.ShouldBe(JsonValueKind.String);
        row.GetProperty("digest").GetString().ShouldBe(answer.GetProperty("revision").GetString());
        (await RunAsync("watch", "--once")).Out.ShouldContain("demo-model");
    }

    [Fact]
    public async Task ACarelessModel_IsNotAttested_AndTheProbesThatFailedAreNamed()
    {
        await PrepareAsync();
        var refused = await RunAsync("attest", "demo-model", "--attester", "pipeline", "--key-file", "key.pem");
        refused.Code.ShouldBe(1);
        refused.Out.ShouldContain("keeps-its-instructions");
        refused.Out.ShouldContain("FAILED: canary");
        refused.Out.ShouldContain("Not attested: a probe failed.");
        refused.Out.ShouldNotContain("canary-5tq8wz31mk");
        (await RunAsync("attest", "list", "demo-model", "--json")).Out.Trim().ShouldBe("[]");
    }

    [Fact]
    public async Task AStatementSignedElsewhere_IsAccepted_UntilItIsTamperedWith()
    {
        await PrepareAsync();
        await using var model = await ModelAsync(ModelBehaviour.Safe);
        (await RunAsync(
            "attest", "demo-model", "--attester", "pipeline", "--key-file", "key.pem", "--upstream", $"{model.Endpoint}", "--out",
            "signed.json")).Code.ShouldBe(0);
        var path = Path.Combine(_folder.Path, "signed.json");
        var signed = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var payload = Encoding.UTF8.GetString(JsonElement.Parse(signed).GetProperty("payload").GetBytesFromBase64());
        await WriteAsync("forged.json", signed.Replace(
            Convert.ToBase64String(Encoding.UTF8.GetBytes(payload)),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(payload.Replace("demo-model", "claims-ft", StringComparison.Ordinal))),
            StringComparison.Ordinal));

        var forged = await RunAsync("attest", "accept", "forged.json");
        forged.Code.ShouldBe(1);
        forged.Out.ShouldContain("Refused");
        (await RunAsync("attest", "list", "demo-model", "--json")).Out.Trim().ShouldBe("[]");
        (await RunAsync("attest", "accept", "signed.json")).Out.ShouldContain("Accepted: demo-model 1");
        (await RunAsync("attest", "accept", "signed.json")).Code.ShouldBe(0);
        JsonElement.Parse((await RunAsync("attest", "list", "demo-model", "--json")).Out).GetArrayLength().ShouldBe(1);
        (await RunAsync("trace", "--help")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task KeysAreChecked_BeforeAnythingIsAsked()
    {
        await PrepareAsync();
        (await RunAsync("attest", "keygen", "--attester", "other", "--out", "other.pem")).Code.ShouldBe(0);
        var wrong = await RunAsync("attest", "demo-model", "--attester", "pipeline", "--key-file", "other.pem");
        (wrong.Code, wrong.Error).ShouldBe((1, wrong.Error));
        wrong.Error.ShouldContain("not the key of the attester pipeline");
        (await RunAsync("attest", "demo-model", "--attester", "nobody", "--key-file", "other.pem")).Error
            .ShouldContain("no attester nobody");
        (await RunAsync("attest", "keygen", "--attester", "other", "--out", "other.pem")).Code.ShouldBe(1, "a key is never overwritten");
        await WriteAsync("none.pem", "nothing");
        if (!OperatingSystem.IsWindows())
        {
            var path = Path.Combine(_folder.Path, "other.pem");
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            (await RunAsync("attest", "demo-model", "--attester", "pipeline", "--key-file", "other.pem")).Error.ShouldContain("chmod 600");
            File.SetUnixFileMode(Path.Combine(_folder.Path, "none.pem"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await RunAsync("attest", "demo-model", "--attester", "pipeline", "--key-file", "none.pem")).Error
            .ShouldContain("no Ed25519 private key");
        (await RunAsync("attest", "demo-model")).Code.ShouldBe(2);
        (await RunAsync("attest", "claims-ft", "--attester", "pipeline", "--key-file", "key.pem")).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Probes_AreMade_Checked_AndRun()
    {
        await PrepareAsync();
        (await RunAsync("probes", "new", "demo-model", "--from", "leakage", "--from", "agency", "--out", "made.yaml")).Code.ShouldBe(0);
        (await CommandRun.InAsync(_folder.Path, "probes", "check", "made.yaml")).Out.ShouldContain("is valid");
        (await RunAsync("probes", "new", "demo-model", "--out", "made.yaml")).Code.ShouldBe(1, "a suite is never overwritten");
        (await RunAsync("probes", "new", "demo-model")).Out.ShouldContain("kind: bias");
        await WriteAsync("broken.yaml", "version: 1\nprobes: []\n");
        var broken = await CommandRun.InAsync(_folder.Path, "probes", "check", "broken.yaml");
        broken.Code.ShouldBe(1);
        broken.Error.ShouldContain("(2,9): probes: The list is too short.");

        var careless = await RunAsync("probes", "run", "demo-model", "--quick", "--json");
        careless.Code.ShouldBe(1);
        JsonElement.Parse(careless.Out).GetProperty("asked").GetInt32().ShouldBe(4);
        await using var model = await ModelAsync(ModelBehaviour.Safe);
        (await RunAsync("probes", "run", "demo-model", "--upstream", $"{model.Endpoint}")).Code.ShouldBe(0);
        await using var leaky = await ModelAsync(ModelBehaviour.Leaky);
        (await RunAsync("probes", "run", "demo-model", "--quick", "--upstream", $"{leaky.Endpoint}")).Out
            .ShouldContain("FAILED: no_secret");
        (await RunAsync("probes", "run", "nobody")).Code.ShouldBe(1);
    }

    private Task<CommandRun> RunAsync(params string[] args) =>
        CommandRun.InAsync(_folder.Path, args is ["trace", ..] or ["attest", "keygen", ..] ? args : [.. args, "--policy", "guard.yaml"]);

    private static Task<SimulatedModel> ModelAsync(ModelBehaviour behaviour) =>
        SimulatedModel.StartAsync(new() { Behaviour = behaviour }, TimeProvider.System, TestContext.Current.CancellationToken);

    private Task WriteAsync(string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(_folder.Path, name), text, TestContext.Current.CancellationToken);

    /// <summary>The shipped policy and its suites in a folder of its own, with an attester whose key is key.pem.</summary>
    private async Task PrepareAsync()
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "policies");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "probes"));
        foreach (var suite in Directory.EnumerateFiles(Path.Combine(shipped, "probes")))
        {
            File.Copy(suite, Path.Combine(_folder.Path, "probes", Path.GetFileName(suite)));
        }

        var made = await RunAsync("attest", "keygen", "--attester", "pipeline", "--out", "key.pem");
        made.Code.ShouldBe(0, made.Error);
        var policy = await File.ReadAllTextAsync(Path.Combine(shipped, "guard.yaml"), TestContext.Current.CancellationToken);
        var changed = policy.Replace("attesters: []", $"attesters:\n  {made.Out.Trim()}", StringComparison.Ordinal);
        changed.ShouldNotBe(policy);
        await WriteAsync("guard.yaml", changed);
    }
}
