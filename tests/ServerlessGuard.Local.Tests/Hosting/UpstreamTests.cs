using System.Net.Http.Headers;
using System.Net.Http.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Simulation;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Hosting;

public sealed class UpstreamTests
{
    private const string Key = "the-upstream-key";

    [LongFact]
    public async Task AModelBehindUpstream_GetsTheGuardsKey_AndNeverTheCallers()
    {
        using var folder = new TemporaryDirectory();
        await using var model = await SimulatedModel.StartAsync(
            new() { Key = Key, Remember = true }, TimeProvider.System, TestContext.Current.CancellationToken);
        await using var guard = await GuardProcess.UpAsync(
            folder.Path,
            new Dictionary<string, string> { ["MODEL_KEY"] = Key },
            "--upstream",
            model.Endpoint.ToString(),
            "--model",
            GuardUp.Model,
            "--upstream-key-env",
            "MODEL_KEY");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", guard.Key);

        using var response = await http.PostAsJsonAsync(
            guard.Url + "chat/completions",
            new { model = GuardUp.Model, messages = new[] { new { role = "user", content = "Write to erika.mustermann@mailbox.org" } } },
            TestContext.Current.CancellationToken);

        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("erika.mustermann@mailbox.org");
        var seen = model.Requests.ShouldHaveSingleItem();
        seen.Authorization.ShouldBe($"Bearer {Key}");
        seen.Body.ShouldNotContain("erika");
        seen.Body.ShouldNotContain(guard.Key!);
    }

    [LongFact]
    public async Task ALaterStart_ShowsNoKey_AndTakesTheOldOne()
    {
        using var folder = new TemporaryDirectory();
        string key;
        await using (var first = await GuardProcess.UpAsync(folder.Path))
        {
            key = first.Key.ShouldNotBeNull();
            (await first.StopAsync()).ShouldBe(0);
        }

        await using var second = await GuardProcess.UpAsync(folder.Path);
        second.Key.ShouldBeNull();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var models = await http.GetAsync(second.Url + "models", TestContext.Current.CancellationToken);
        models.IsSuccessStatusCode.ShouldBeTrue();
    }
}
