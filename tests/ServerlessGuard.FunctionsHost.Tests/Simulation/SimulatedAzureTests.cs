using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Queues;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing;

namespace ServerlessGuard.FunctionsHost.Tests.Simulation;

/// <summary>The steps of docs/operate.md, "The function app on your machine", as they stand there.</summary>
public sealed class SimulatedAzureTests(SimulatedAzureHarness stage) : IClassFixture<SimulatedAzureHarness>, IDisposable
{
    private const string Account =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/claims/providers/Microsoft.CognitiveServices/accounts/claims";

    private static readonly JsonSerializerOptions WithoutNulls = new()
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull
    };
    private static readonly Dictionary<(SimulatedAzureHarness, string), string> Keys = [];

    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false });

    public static TheoryData<string> Duties => [.. Stage.Duties.Duties.Select(static duty => duty.Id)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [LongTheory]
    [MemberData(nameof(Duties))]
    public async Task EveryDuty_IsUp_WithItsFunctionsAndNoOthers(string duty)
    {
        await DutyStartTests.ServesAsync(stage.HostOf(duty), duty);
        using var ready = await _http.GetAsync(new Uri(stage.AppOf(duty), "health/ready"), Cancel);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK, await ready.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Both models: the host's own upstream, and a deployment at the endpoint that the policy gives it.</summary>
    [Theory]
    [InlineData("demo-model")]
    [InlineData("claims-ft")]
    public async Task AChat_IsAnswered(string model)
    {
        var gateway = stage.AppOf("gateway");
        var key = await KeyAsync("claims");

        var (status, body, _) = await ChatAsync(gateway, key, model, "Write to erika.mustermann@mailbox.org");

        status.ShouldBe(HttpStatusCode.OK, body);
        body.ShouldContain("erika.mustermann@mailbox.org");
    }

    [LongFact]
    public async Task AHeldCase_IsDecidedByTwo_AndReleased()
    {
        var (gateway, reviewer, key) = (stage.AppOf("gateway"), stage.AppOf("reviewer"), await KeyAsync("claims"));
        var (status, body, id) = await ChatAsync(
            gateway, key, "demo-model", "Please call the tool refund.create with {\"amount\": 250}", "refund.create");
        (status, id.Length).ShouldBe((HttpStatusCode.OK, 26), body);
        foreach (var name in (string[])["ann", "bob"])
        {
            var reviews = await stage.GuardAsync("keys", "create", name, "--role", "reviewer");
            var version = await TagAsync(reviewer, $"guard/cases/{id}", reviews);
            using var approved = await SendAsync(
                HttpMethod.Post, new Uri(reviewer, $"guard/cases/{id}/approve"), reviews, "{}", ("If-Match", version));
            approved.StatusCode.ShouldBe(HttpStatusCode.OK, await approved.Content.ReadAsStringAsync(Cancel));
        }

        using var released = await SendAsync(HttpMethod.Get, new Uri(reviewer, $"guard/cases/{id}/release"), key);

        released.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await released.Content.ReadAsStringAsync(Cancel)).ShouldContain("refund");
    }

    [Fact]
    public async Task AKeyNearItsEnd_IsRotated()
    {
        stage.AppOf("rotator");
        var vault = stage.Azure(AzureSimulation.VaultHost);
        var before = await SecretAsync(vault);
        var soon = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds();
        using var changed = await SendAsync(
            HttpMethod.Patch, new Uri(vault, $"secrets/claims-key/{before}?api-version=7.6"), "me",
            JsonSerializer.Serialize(new { attributes = new { exp = soon } }));
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);

        await DeliverAsync(
            "rotator", "Microsoft.KeyVault.SecretNearExpiry", "claims-key",
            new { VaultName = "guard", ObjectType = "Secret", ObjectName = "claims-key", Version = before });

        await Condition.HoldsAsync(async () => await SecretAsync(vault) != before, "a new version of claims-key");
    }

    [LongFact]
    public async Task ARevisionThatNobodyAttested_IsRolledBack()
    {
        var (gateway, _, key) = (stage.AppOf("gateway"), stage.AppOf("deployer"), await KeyAsync("claims"));
        var deployment = new Uri(stage.Azure(AzureSimulation.ArmHost), $"{Account[1..]}/deployments/claims-ft?api-version=2025-06-01");
        using var put = await SendAsync(
            HttpMethod.Put, deployment, "me",
            """{"sku":{"name":"Standard","capacity":10},"properties":{"model":{"format":"OpenAI","name":"claims-ft","version":"2"}}}""");
        put.StatusCode.ShouldBe(HttpStatusCode.OK);

        await DeliverAsync("deployer", "Microsoft.Resources.ResourceWriteSuccess", $"{Account}/deployments/claims-ft", new
        {
            resourceUri = $"{Account}/deployments/claims-ft",
            operationName = "Microsoft.CognitiveServices/accounts/deployments/write",
            status = "Succeeded"
        });

        await Condition.HoldsAsync(
            async () =>
            {
                using var state = await SendAsync(HttpMethod.Get, deployment, "me");
                return (await state.Content.ReadFromJsonAsync<JsonElement>(Cancel))
                    .GetProperty("properties")
                    .GetProperty("deploymentState")
                    .GetString() == "Paused";
            },
            "the pause of the bad deployment");
        var (status, body, _) = await ChatAsync(gateway, key, "claims-ft", "Good morning!");
        status.ShouldBe(HttpStatusCode.OK, body);
        body.ShouldContain("You wrote: Good morning!");
    }

    [LongFact]
    public async Task AnEvidencePack_VerifiesByItself()
    {
        var auditor = stage.AppOf("auditor");
        var key = await stage.GuardAsync("keys", "create", "eva", "--role", "auditor");
        await Condition.HoldsAsync(
            async () => (await SendAsync(HttpMethod.Get, new Uri(auditor, "guard/evidence"), key)).StatusCode == HttpStatusCode.SeeOther,
            "a pack");
        var pack = Directory.CreateDirectory(Path.Combine(stage.Folder, "pack")).FullName;
        var manifest = await SaveAsync(auditor, key, pack, "manifest");
        await SaveAsync(auditor, key, pack, "manifest.sig");
        foreach (var name in manifest.Split('\n')
            .Select(static line => line.Split(' ', 2, StringSplitOptions.TrimEntries))
            .Where(static line => line is [{ Length: 64 }, _])
            .Select(static line => line[1]))
        {
            await SaveAsync(auditor, key, pack, name);
        }

        (await stage.GuardAsync("evidence", "verify", "pack")).ShouldNotBeEmpty();
    }

    /// <summary>A caller's key, made once: a name stands for one key for ever.</summary>
    private async Task<string> KeyAsync(string name) =>
        Keys.TryGetValue((stage, name), out var known) ? known : Keys[(stage, name)] = await stage.GuardAsync("keys", "create", name);

    private async Task<(HttpStatusCode Status, string Body, string Case)> ChatAsync(
        Uri gateway, string key, string model, string text, string? tool = null)
    {
        object? tools = tool is null
            ? null
            : new[] { new { type = "function", function = new { name = tool.Replace('.', '_'), parameters = new { type = "object" } } } };
        var body = JsonSerializer.Serialize(new { model, messages = new[] { new { role = "user", content = text } }, tools }, WithoutNulls);
        using var answer = await SendAsync(HttpMethod.Post, new Uri(gateway, "v1/chat/completions"), key, body);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel), answer.Headers.TryGetValues("Guard-Case", out var cases)
            ? cases.First()
            : "");
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri address, string bearer, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + bearer);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = json is null
            ? null
            : new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        return await _http.SendAsync(request, Cancel);
    }

    private async Task<string> TagAsync(Uri app, string path, string key)
    {
        using var answer = await SendAsync(HttpMethod.Get, new Uri(app, path), key);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancel));
        return answer.Headers.ETag!.Tag;
    }

    private async Task<string> SecretAsync(Uri vault)
    {
        using var answer = await SendAsync(HttpMethod.Get, new Uri(vault, "secrets/claims-key?api-version=7.6"), "me");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!.Split('/')[^1];
    }

    private async Task<string> SaveAsync(Uri auditor, string key, string pack, string name)
    {
        using var answer = await SendAsync(HttpMethod.Get, new Uri(auditor, "guard/evidence/" + name), key);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, name);
        var file = Path.Combine(pack, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync(Cancel), Cancel);
        return await File.ReadAllTextAsync(file, Cancel);
    }

    /// <summary>As Event Grid delivers it: into the duty's queue.</summary>
    private async Task DeliverAsync(string duty, string type, string subject, object data)
    {
        var told = JsonSerializer.Serialize(new
        {
            specversion = "1.0",
            id = Guid.NewGuid().ToString("N"),
            source = "/subscriptions/s",
            subject,
            type,
            time = DateTimeOffset.UtcNow,
            data
        });
        await new QueueClient(stage.Storage, "events-" + duty, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 })
            .SendMessageAsync(told, Cancel);
    }
}
