using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Functions.Composition;
using ServerlessGuard.Functions.Tests.Authorization;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests;

/// <summary>Every duty's app put together, and its functions driven with what really comes.</summary>
public sealed class DutyHostTests(AzuriteServer azurite)
{
    private const string Email = "erika.mustermann@mailbox.org";

    private static readonly TimerInfo Tick = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Duties => [.. DutyFile.Functions.Where(static d => d.Value.Count > 0).Select(static d => d.Key)];

    [Theory]
    [MemberData(nameof(Duties))]
    public async Task EveryFunctionOfADuty_CanBeMade_FromWhatItsAppHas(string duty)
    {
        await using var host = DutyHost.Of(duty, azurite);
        foreach (var function in DutyFile.Functions[duty])
        {
            host.Function(DutyHost.TypeOf(function)).ShouldNotBeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Duties))]
    public async Task Answers_WhetherItLives_AndWhetherItsStoresAnswer(string duty)
    {
        await using var host = DutyHost.Of(duty, azurite);
        (await GetAsync(host, "/health", host.Function<HealthFunction>().RunAsync)).ShouldBe(200);
        (await GetAsync(host, "/health/ready", host.Function<ReadinessFunction>().RunAsync)).ShouldBe(200);
    }

    [Fact]
    public async Task Serves_NobodyWithoutAToken()
    {
        await using var host = DutyHost.Of("gateway", azurite);
        (await GetAsync(host, "/v1/models", host.Function<ModelsFunction>().RunAsync)).ShouldBe(401);
    }

    /// <summary>Both schemas through both doors, to a file that is clean; and the log of it, sequenced by the auditor.</summary>
    [Theory]
    [InlineData("cloud", true)]
    [InlineData("cloud", false)]
    [InlineData("grid", true)]
    [InlineData("grid", false)]
    public async Task AFileInTheInbox_IsCleaned_WhicheverWayItsEventComes(string schema, bool pushed)
    {
        await using var redactor = DutyHost.Of("redactor", azurite);
        var (files, name) = (new AzureStagedBlobStore(AuthorizingProxy.Of(azurite).Outside), $"{Guid.NewGuid():N}.txt");
        await files.StageAsync("inbox/" + name, "one", 0, Encoding.UTF8.GetBytes($"Write to {Email}."), Cancel);
        await files.CommitAsync("inbox/" + name, "one", 1, Cancel);

        var text = pushed ? await PushAsync(redactor, EventOf(schema, name)) : EventOf(schema, name);
        await redactor.Function<EventsQueueFunction>().RunAsync(text, Cancel);
        await redactor.Function<EventsQueueFunction>().RunAsync(text, Cancel);

        var clean = (await files.FindAsync("clean/" + name, Cancel)).ShouldNotBeNull();
        await using var stream = (await files.OpenReadAsync("clean/" + name, clean.Version, 0, Cancel)).ShouldNotBeNull();
        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync(Cancel)).ShouldBe("Write to [email].");

        await using var auditor = DutyHost.Of("auditor", azurite);
        await auditor.Function<CheckpointFunction>().RunAsync(Tick, Cancel);
        var log = auditor.Services.GetRequiredService<ILogSource>();
        var head = Core.Audit.Notes.SignedNote.Parse((await log.ReadAsync(LogPaths.Checkpoint, Cancel)).ShouldNotBeNull().Span)
            .ShouldNotBeNull();
        var size = long.Parse(head.Text.Split('\n')[1], System.Globalization.CultureInfo.InvariantCulture);
        var told = new List<string>();
        await foreach (var (_, bytes) in new LogReader(log).EntriesAsync(0, size, Cancel))
        {
            told.Add(Encoding.UTF8.GetString(bytes.Span));
        }

        told.Count(entry => entry.Contains("\"file.redacted\"", StringComparison.Ordinal) && entry.Contains(name, StringComparison.Ordinal))
            .ShouldBe(1);
        told.ShouldAllBe(static entry => !entry.Contains(Email));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"id\":\"1\"}")]
    [InlineData("[]")]
    [InlineData("guard-long:0000000000000000000000000000000000000000000000000000000000000000/none")]
    public async Task AMessageThatIsNoEvent_Fails_SoThatTheRuntimePoisonsIt(string message)
    {
        await using var host = DutyHost.Of("rotator", azurite);
        (await Should.ThrowAsync<InvalidDataException>(() => host.Function<EventsQueueFunction>().RunAsync(message, Cancel))).Message
            .ShouldNotContain(message);
        if (!message.StartsWith("guard-long", StringComparison.Ordinal))
        {
            await Should.ThrowAsync<InvalidDataException>(() => host.Function<EventsGridFunction>().RunAsync(message, Cancel));
        }
    }

    /// <summary>An instance that died is silent; the next tick of any instance closes what it left, once.</summary>
    [Theory]
    [InlineData("gateway")]
    [InlineData("rotator")]
    [InlineData("auditor")]
    public async Task Timers_Run(string duty)
    {
        await using var host = DutyHost.Of(duty, azurite);
        await host.Function<RecoveryFunction>().RunAsync(Tick, Cancel);
        if (duty == "rotator")
        {
            await host.Function<RotationSweepFunction>().RunAsync(Tick, Cancel);
        }

        if (duty == "auditor")
        {
            await host.Function<RetentionFunction>().RunAsync(Tick, Cancel);
        }
    }

    [Fact]
    public void Tells_EverySettingThatIsMissing_AtOnce()
    {
        var message = Should.Throw<InvalidOperationException>(() => DutySettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Guard:Duty"] = "cook" }).Build())).Message;
        foreach (var said in (string[])["gateway, redactor", "Guard__Storage", "Guard__Vault", "Guard__Tenant", "Guard__Audience"])
        {
            message.ShouldContain(said);
        }
    }

    /// <summary>The event as Event Grid's own function hands it over, and the text that it leaves in the duty's queue.</summary>
    private static async Task<string> PushAsync(DutyHost host, string delivered)
    {
        await host.Function<EventsGridFunction>().RunAsync(delivered, Cancel);
        var queue = host.Services.GetRequiredService<IWorkQueue>();
        while (true)
        {
            // Other tests' events may lie there.
            var message = (await queue.ReceiveAsync(EventDispatcher.QueueName, 1, TimeSpan.FromMinutes(5), Cancel)).ShouldHaveSingleItem();
            var text = Encoding.UTF8.GetString(message.Body.Span);
            if (text.Contains(JsonDocument.Parse(delivered).RootElement.GetProperty("id").GetString()!, StringComparison.Ordinal))
            {
                return text;
            }
        }
    }

    private static string EventOf(string schema, string name)
    {
        var (id, subject) = (Guid.NewGuid().ToString("D"), "/blobServices/default/containers/inbox/blobs/" + name);
        var data =
            $$"""{"api":"PutBlockList","clientRequestId":"c","requestId":"r","eTag":"0x8D","contentType":"text/plain","contentLength":40,"blobType":"BlockBlob","url":"https://data.blob.core.windows.net/inbox/{{name}}","sequencer":"00"}""";
        return schema == "cloud"
            ? $$"""{"specversion":"1.0","id":"{{id}}","source":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/data","subject":"{{subject}}","type":"Microsoft.Storage.BlobCreated","time":"2026-11-23T10:00:00.0000000Z","data":{{data}}}"""
            : $$"""{"id":"{{id}}","topic":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/data","subject":"{{subject}}","eventType":"Microsoft.Storage.BlobCreated","eventTime":"2026-11-23T10:00:00.0000000Z","data":{{data}},"dataVersion":"","metadataVersion":"1"}""";
    }

    private static async Task<int> GetAsync(DutyHost host, string path, Func<HttpRequest, Task> run)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = "GET";
        context.Request.Path = path;
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget = path;
        context.Response.Body = new MemoryStream();
        await run(context.Request);
        return context.Response.StatusCode;
    }
}
