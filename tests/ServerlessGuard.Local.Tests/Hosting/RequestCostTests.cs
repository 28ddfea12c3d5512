using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Local.Tests.Hosting;

/// <summary>
/// Bounds the cost of an interaction, counted and never timed, over the real host and its real stores: a change that adds a write, a
/// read or allocations to each request fails here. The clock stands still, so that no job runs beside the requests.
/// </summary>
[Collection(nameof(MeasuredAlone))]
public sealed class RequestCostTests : IAsyncLifetime
{
    private const string Plain = "Summarise in two sentences why the committee postponed its decision.";
    private const string Values = "Write to erika.mustermann@mailbox.org that the refund to card 4111 1111 1111 1111 was approved.";

    private const string Policy = """
        version: 1
        applications:
          - { id: app, tier: strict, models: [demo-model], callers: ["key:app"], restore: true }
        tiers:
          strict:
            stream: buffered
            input:  { personal: tokenise, secrets: block, injection: block }
            output: { personal: mask, secrets: block, markup: neutralise, leakage: block }
        models:
          demo-model: { platform: openai }
        """;

    // A little above what was seen: two entries, and the sealed content.
    private const int MostEntryBytes = 1_600;
    private const int MostContentBytes = 1_000;

    // Of the whole process, in Debug: the client and the model's server too.
    private const long MostAllocated = 85_000;

    private readonly TemporaryDirectory _folder = new();
    private readonly StoreCounts _counts = new();
    private readonly HttpClient _http = new();
    private ScriptedModel? _model;
    private EmbeddedHost? _host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var policy = Path.Combine(_folder.Path, "guard.yaml");
        await File.WriteAllTextAsync(policy, Policy, Cancel);
        _model = await ScriptedModel.StartAsync();
        _model.Script = static (http, _) => http.Response.WriteAsync(
            """{"id":"c","object":"chat.completion","created":1,"model":"demo-model","choices":[{"index":0,"message":{"role":"assistant","content":"It meets again on Thursday."},"finish_reason":"stop"}]}""");
        var data = Path.Combine(_folder.Path, "data");
        _host = await EmbeddedHost.StartAsync(
            new EmbeddedHostOptions
            {
                DataFolder = data,
                PolicyFile = policy,
                Urls = ["http://127.0.0.1:0"],
                Upstream = _model.Address,
                Customise = services =>
                {
                    services.AddSingleton<IDocumentStore>(provider => new CountingDocuments(
                        ActivatorUtilities.CreateInstance<SqliteDocumentStore>(provider), _counts));
                    services.AddSingleton<IAppendLogs>(new CountingLogs(new FileAppendLogs(data), _counts.Entries));
                    services.AddSingleton<IExpiringLogs>(
                        new CountingLogs(new FileAppendLogs(data, folder: FileAppendLogs.ContentFolder), _counts.Content));
                },
            },
            new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 10, 30, 0, TimeSpan.Zero)),
            Cancel);
        _http.BaseAddress = _host.Address;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await _host.CreateKeyAsync("app", Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_model is not null)
        {
            await _model.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Two groups of entries, and the content beside the second; no document is written or read.</summary>
    [Theory]
    [InlineData(Plain)]
    [InlineData(Values)]
    public async Task AKnownConversation_WritesThreeTimes_AndReadsNothing(string prompt)
    {
        await AskAsync(prompt);
        await AskAsync(prompt);
        _counts.Clear();
        for (var i = 0; i < 5; i++)
        {
            await AskAsync(prompt);
        }

        _counts.ShouldBe(groups: 10, contents: 5, writes: 0, reads: 0);
    }

    /// <summary>A request waits for durable writes twice: the closing entry and the content are appended at the same time.</summary>
    [Fact]
    public async Task ARequest_WaitsTwice()
    {
        await AskAsync(Plain);
        using var together = new Barrier(2);
        _counts.Entries.At = group => Meet(group == 2, together);
        _counts.Content.At = _ => Meet(true, together);
        _counts.Clear();
        await AskAsync(Plain);
        (_counts.Entries.Groups, _counts.Content.Groups).ShouldBe((2, 1));
    }

    /// <summary>The two appends wait for each other: were one begun only after the other, neither would end.</summary>
    private static void Meet(bool meets, Barrier together)
    {
        if (meets)
        {
            together.SignalAndWait(Cancel); // the content is appended beside the closing entry, or the test ends with its run
        }
    }

    /// <summary>Beside these: the conversation's secret, and one record of its tokens.</summary>
    [Fact]
    public async Task ANewConversation_WritesItsSecretAndItsTokens()
    {
        await AskAsync(Values);
        _counts.Clear();
        await AskAsync("A new letter. " + Values);
        _counts.Partitions.Count(static partition => partition.StartsWith("vault-", StringComparison.Ordinal)).ShouldBe(2);
        _counts.ShouldBe(groups: 2, contents: 1, writes: 2, reads: 1);
    }

    /// <summary>The secret, the tokens and the opening entry are written at the same time: none waits until another is durable.</summary>
    [Fact]
    public async Task ANewConversation_WaitsNoMoreThanAnother()
    {
        await AskAsync(Values);
        using var together = new Barrier(2);
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var written = 0;
        _counts.Entries.At = group => Meet(group == 1, together);
        _counts.AtDocument = () =>
        {
            if (Interlocked.Increment(ref written) == 1)
            {
                return Task.WhenAll(Task.Run(() => Meet(true, together), Cancel), second.Task.WaitAsync(Cancel));
            }

            second.TrySetResult();
            return Task.CompletedTask;
        };
        _counts.Clear();
        await AskAsync("A second letter. " + Values);
        _counts.ShouldBe(groups: 2, contents: 1, writes: 2, reads: 1);
    }

    [Fact]
    public async Task ANewConversation_WithoutValues_WritesNoDocument()
    {
        await AskAsync(Plain);
        _counts.Clear();
        await AskAsync("Another question. " + Plain);
        _counts.ShouldBe(groups: 2, contents: 1, writes: 0, reads: 1);
    }

    [Fact]
    public async Task EqualRequestsAtOnce_LeaveOneRecordOfTheirTokens()
    {
        await AskAsync(Plain);
        _counts.Clear();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => AskAsync(Values)));
        var partition = _counts.Partitions.First(static one => one.StartsWith("vault-", StringComparison.Ordinal));
        var records = await _host!.Services.GetRequiredService<IDocumentStore>().ListAsync(partition, null, 100, Cancel);
        records.Count.ShouldBe(2, "the conversation's secret and its tokens");
    }

    [Fact]
    public async Task ARequest_WritesFewBytes()
    {
        await AskAsync(Plain);
        _counts.Clear();
        await AskAsync(Plain);
        _counts.Entries.Bytes.ShouldBeInRange(1, MostEntryBytes);
        _counts.Content.Bytes.ShouldBeInRange(1, MostContentBytes);
    }

    [Fact]
    public async Task ARequest_AllocatesLittle()
    {
        for (var i = 0; i < 300; i++)
        {
            await AskAsync(Plain);
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < 100; i++)
        {
            await AskAsync(Plain);
        }

        ((GC.GetTotalAllocatedBytes(precise: true) - before) / 100).ShouldBeLessThan(MostAllocated);
    }

    private async Task AskAsync(string prompt)
    {
        using var content = new StringContent(
            $$"""{"model":"demo-model","messages":[{"role":"user","content":"{{prompt}}"}]}""", Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync("v1/chat/completions", content, Cancel);
        response.IsSuccessStatusCode.ShouldBeTrue();
        await response.Content.ReadAsByteArrayAsync(Cancel);
    }
}

/// <summary>Tests that count the whole process's allocations.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
