using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServerlessGuard.Azure.Duties;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Functions.Composition;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Simulation.Duties;
using ServerlessGuard.Web.Console;

namespace ServerlessGuard.Functions.Tests;

/// <summary>
/// A duty's app with the settings that <c>guard simulate settings</c> writes, beside Azurite and the simulated Azure, over HTTP.
/// </summary>
public sealed class SimulatedDutyTests(SimulatedHarness stage) : IClassFixture<SimulatedHarness>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Duties => [.. DutyFile.Functions.Where(static d => d.Value.Count > 0).Select(static d => d.Key)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACallerWithAKey_GetsACompletion(bool stream)
    {
        await using var host = Host("gateway");
        var key = await KeyAsync(host, "demo");

        var (status, body) = await AskAsync(host, key, stream);

        status.ShouldBe(200, body);
        (stream
            ? body.Contains("data: [DONE]", StringComparison.Ordinal)
            : JsonElement.Parse(body).GetProperty("choices").GetArrayLength() == 1).ShouldBeTrue(body);
        stage.Azure.Requests.ShouldContain(static request => request.Host == AzureSimulation.VaultHost
            && request.Principal == "guard-gateway"
            && request.Path.StartsWith("/keys/vault/wrapkey", StringComparison.Ordinal));
        (await AskAsync(host, "sg-demo-" + new string('0', 49), stream)).Status.ShouldBe(401);
    }

    /// <summary>The timers at the first ticks of every app: its stores, secrets, keys and ARM are there.</summary>
    [Theory]
    [MemberData(nameof(Duties))]
    public async Task EveryDutysTimers_Run(string duty)
    {
        await using var host = Host(duty);
        foreach (var name in DutyFile.Functions[duty])
        {
            var type = typeof(HealthFunction).Assembly
                .GetTypes()
                .Single(
                    t => t.GetMethods().Any(m => m.GetCustomAttributes(typeof(Microsoft.Azure.Functions.Worker.FunctionAttribute), false)
                        .Cast<Microsoft.Azure.Functions.Worker.FunctionAttribute>()
                        .Any(f => f.Name == name)));
            var run = type.GetMethods().Single(static m => m.Name is "RunAsync" or "Run");
            if (run.GetParameters()[0].ParameterType == typeof(Microsoft.Azure.Functions.Worker.TimerInfo))
            {
                var made = ActivatorUtilities.CreateInstance(host, type);
                object[] arguments = run.GetParameters().Length == 1
                    ? [new Microsoft.Azure.Functions.Worker.TimerInfo()]
                    : [new Microsoft.Azure.Functions.Worker.TimerInfo(), Cancel];
                if (run.Invoke(made, arguments) is Task running)
                {
                    await running;
                }
            }
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:10010/", "http://127.0.0.1:10011/v1", true)]
    [InlineData("http://[::1]:10010/", null, true)]
    [InlineData("http://10.0.0.4:10010/", null, false)]
    [InlineData("http://simulation.example/", null, false)]
    [InlineData("https://127.0.0.1:10010/", null, false)]
    [InlineData("http://user:word@127.0.0.1:10010/", null, false)]
    [InlineData("http://127.0.0.1:10010/path", null, false)]
    [InlineData("nothing", null, false)]
    [InlineData(null, "http://models.example/v1", false)]
    [InlineData(null, "ftp://127.0.0.1/v1", false)]
    [InlineData(null, "https://models.example/v1", true)]
    public void TakesASimulation_OnThisMachineAlone(string? simulation, string? upstream, bool taken)
    {
        var values = Values("gateway", new Uri("http://127.0.0.1:10010/"), new Uri("http://127.0.0.1:10011/v1"));
        (values["Guard:Simulation"], values["Guard:Upstream"]) = (simulation, upstream);
        Accepts(values).ShouldBe(taken);
    }

    /// <summary>An app that was pointed at a simulation by mistake does not start on real data.</summary>
    [Theory]
    [InlineData("Guard:Storage", "guarddata")]
    [InlineData(
        "Guard:StorageConnection", "DefaultEndpointsProtocol=https;AccountName=guarddata;AccountKey=MTIz;EndpointSuffix=core.windows.net")]
    [InlineData(
        "Guard:StorageConnection",
        "BlobEndpoint=http://127.0.0.1:10000/a;QueueEndpoint=https://a.queue.core.windows.net;TableEndpoint=http://127.0.0.1:10002/a;AccountName=a;AccountKey=MTIz")]
    [InlineData("Guard:StorageConnection", "no connection")]
    public void TakesASimulation_BesideAnEmulatorAlone(string setting, string value)
    {
        var values = Values("gateway", new Uri("http://127.0.0.1:10010/"), new Uri("http://127.0.0.1:10011/v1"));
        values.Remove("Guard:StorageConnection");
        values[setting] = value;
        var message = Should.Throw<InvalidOperationException>(() => DutySettings.Read(Configuration(values))).Message;
        message.ShouldContain("Guard__Simulation");
        message.ShouldNotContain("MTIz");
    }

    [Theory]
    [InlineData("https://guard.example/")]
    [InlineData(null)]
    public void TheConsole_KnowsWhereBrowsersFindIt(string? origin)
    {
        var values = Values("reviewer", new Uri("http://127.0.0.1:10010/"), new Uri("http://127.0.0.1:10011/v1"));
        values["Guard:PublicOrigin"] = origin;
        using var app = new ServiceCollection().AddLogging().AddDuty(DutySettings.Read(Configuration(values))).BuildServiceProvider();
        (app.GetRequiredService<IOptions<ConsoleOptions>>().Value.PublicOrigin?.AbsoluteUri).ShouldBe(origin);
    }

    [Fact]
    public void TheVault_IsNeverPlainText()
    {
        var values = Values("gateway", new Uri("http://127.0.0.1:10010/"), new Uri("http://127.0.0.1:10011/v1"));
        values["Guard:Vault"] = "http://127.0.0.1:10010/";
        Accepts(values).ShouldBeFalse();
    }

    private static bool Accepts(Dictionary<string, string?> values)
    {
        try
        {
            DutySettings.Read(Configuration(values));
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Settings as the worker reads them: from environment variables, where two underscores are a colon.</summary>
    private static Dictionary<string, string?> Values(string duty, Uri azure, Uri model) =>
        JsonElement.Parse(DutyAppSettings.Write(DutyList.Read(DutyList.Shipped), DutyHost.Duties(duty), azure, model))
            .GetProperty("Values")
            .EnumerateObject()
            .ToDictionary(static p => p.Name.Replace("__", ":", StringComparison.Ordinal), static p => p.Value.GetString());

    private static IConfiguration Configuration(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    private ServiceProvider Host(string duty)
    {
        stage.Azurite.Require();
        var values = Values(duty, stage.Azure.Address, stage.Model.Endpoint);
        values["Guard:StorageConnection"] = stage.Azurite.ConnectionString;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(Configuration(values));
        services.AddDuty(DutySettings.Read(Configuration(values)));
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    /// <summary>As <c>guard keys create</c> makes it, anew for each test.</summary>
    private static async Task<string> KeyAsync(ServiceProvider host, string name)
    {
        var documents = host.GetRequiredService<IDocumentStore>();
        if (await documents.GetAsync("caller-keys", name, Cancel) is { } left)
        {
            await documents.DeleteAsync("caller-keys", name, left.Version, Cancel);
        }

        return (await host.GetRequiredService<CallerKeys>().CreateAsync(name, [], null, Cancel)).ShouldNotBeNull().Key;
    }

    private static async Task<(int Status, string Body)> AskAsync(ServiceProvider host, string key, bool stream)
    {
        var request =
            $$"""{"model":"demo-model","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Write to erika.mustermann@mailbox.org"}]}""";
        await using var scope = host.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = "POST";
        context.Request.Path = "/v1/chat/completions";
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = "/v1/chat/completions";
        context.Request.ContentType = "application/json";
        context.Request.Headers.Authorization = "Bearer " + key;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(request));
        var answer = new MemoryStream();
        context.Response.Body = answer;
        await ActivatorUtilities.CreateInstance<ChatCompletionsFunction>(scope.ServiceProvider).RunAsync(context.Request);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
