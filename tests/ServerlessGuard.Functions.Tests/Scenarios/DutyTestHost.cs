using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Azure.Deployments;
using ServerlessGuard.Azure.KeyVault;
using ServerlessGuard.Azure.Rotation;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Functions.Tests.Authorization;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests.Scenarios;

/// <summary>The duties' apps on one guarded Azure, and everybody who calls them.</summary>
internal sealed class DutyTestHost : IAsyncDisposable
{
    public static readonly TimerInfo Tick = new();

    private readonly AzuriteServer _azurite;
    private readonly TemporaryDirectory _folder = new();
    private readonly string _policy;
    private readonly Dictionary<string, DutyHost> _hosts = [];
    private readonly List<DutyHost> _all = [];

    public DutyTestHost(AzuriteServer azurite)
    {
        (_azurite, Azure) = (azurite, AuthorizingProxy.Of(azurite));
        _policy = ScenarioPolicy.Write(_folder.Path, Azure);
    }

    public AuthorizingProxy Azure { get; }

    public ScenarioClock Clock { get; } = new(DateTimeOffset.UtcNow);

    /// <summary>Cases that were opened, by the scenario's own names.</summary>
    public Dictionary<string, string> Cases { get; } = [];

    /// <summary>A caller key of the application.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The version of the secret claims-key before its rotation.</summary>
    public string SecretVersion { get; private set; } = "";

    /// <summary>Every app that was started, those that died included.</summary>
    public IReadOnlyList<DutyHost> Hosts => _all;

    public string App => Tokens.App(ScenarioPolicy.Caller, Clock.GetUtcNow());

    /// <summary>The duty's app; started at its first use.</summary>
    public DutyHost this[string duty] => _hosts.TryGetValue(duty, out var host) ? host : _hosts[duty] = Start(duty);

    /// <summary>Another instance of the duty's app.</summary>
    public DutyHost Start(string duty)
    {
        var host = DutyHost.Of(duty, _azurite, null, Clock, new Dictionary<string, string?> { ["Guard:Policy"] = _policy });
        _all.Add(host);
        foreach (var service in host.Services.GetServices<IHostedService>())
        {
            service.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        }

        return host;
    }

    /// <summary>An instance dies with an interaction open.</summary>
    public async Task DieAsync(string duty, CancellationToken cancellationToken)
    {
        await using var dying = Start(duty);
        await dying.Services.GetRequiredService<IAuditLog>().AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.InteractionOpened,
                Time = Clock.GetUtcNow(),
                Actor = "guard",
                Interaction = Guid.NewGuid().ToString("N")
            }, cancellationToken);
    }

    /// <summary>The entries in the logs of a duty's instances.</summary>
    public async Task<IReadOnlyList<AuditEntry>> EntriesAsync(string duty, CancellationToken cancellationToken)
    {
        var logs = new AppendBlobLogs(Azure.Outside, "log-" + duty, [], new SystemEntropy(Clock), Clock);
        var entries = new List<AuditEntry>();
        foreach (var writer in await logs.ListAsync(cancellationToken))
        {
            await foreach (var frame in logs.ReadAsync(writer.Name, cancellationToken))
            {
                entries.Add(AuditEntryEncoding.Decode(frame)!.Entry);
            }
        }

        return entries;
    }

    public async Task<bool> IsThereAsync(string blob, CancellationToken cancellationToken) =>
        await new AzureStagedBlobStore(Azure.Outside).FindAsync(blob, cancellationToken) is not null;

    public Task<Reply> ReleaseAsync(string name) =>
        SendAsync(this["reviewer"], this["reviewer"].Function<CasesFunction>().RunAsync, "GET", $"/guard/cases/{Cases[name]}/release", App);

    /// <summary>A reviewer reads the case and its content, and approves.</summary>
    public Task ApproveAsync(string name) => ActAsync(name, "approve");

    /// <summary>A reviewer reads the case and its content, and acts.</summary>
    public async Task ActAsync(string name, string act)
    {
        var (cases, at) = ((Func<HttpRequest, Task>)this["reviewer"].Function<CasesFunction>().RunAsync, $"/guard/cases/{Cases[name]}");
        (await SendAsync(this["reviewer"], cases, "GET", at + "/content", Person("reviewer"))).Is(200);
        var version = (await SendAsync(this["reviewer"], cases, "GET", at, Person("reviewer"))).Is(200).Json["version"]!.GetValue<string>();
        (await SendAsync(this["reviewer"], cases, "POST", $"{at}/{act}", Person("reviewer"), "{}", ("If-Match", $"\"{version}\""))).Is(200);
    }

    /// <summary>Writes an instance's counts, as the app does every few seconds.</summary>
    public Task CountAsync(string duty, CancellationToken cancellationToken) =>
        this[duty].Services.GetRequiredService<OutcomeRecorder>().FlushAsync(cancellationToken).AsTask();

    /// <summary>A person makes a caller key.</summary>
    public async Task CreateKeyAsync(CancellationToken cancellationToken)
    {
        var entropy = new SystemEntropy(Clock);
        var secrets = new KeyVaultSecretStore(new SecretClient(
            new Uri($"https://{AzureSimulation.VaultHost}/"), AuthorizingProxy.TokenOf(AuthorizingProxy.Operator),
            new SecretClientOptions { Transport = Azure.Transport() }));
        var documents = new SealedDocuments(
            new TableDocumentStore(Azure.Outside, Clock, entropy), secrets, entropy, Clock,
            new RecordFaults(static () => null, static () => null, Clock));
        Key = (await new CallerKeys(documents, secrets, entropy, Clock)
            .CreateAsync("claims", [], null, cancellationToken))!.Key;
    }

    /// <summary>The work of people, pipelines and platforms before the duties' apps start.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var azure = Azure.Simulation;
        foreach (var (version, behaviour) in new[]
        {
            ("1", ModelBehaviour.Safe),
            ("2", ModelBehaviour.Vulnerable),
            ("3", ModelBehaviour.Leaky)
        })
        {
            azure.Models.Add("gpt-claims", version, behaviour);
            azure.Models.Add("claims", version, behaviour);
        }

        azure.OpenAI.AddAccount(AuthorizingProxy.Account);
        azure.OpenAI.AddExisting(AuthorizingProxy.Account, "claims-ft", "gpt-claims", "2");
        azure.OpenAI.AddExisting(AuthorizingProxy.Account, "claims-ft-previous", "gpt-claims", "1");
        azure.MachineLearning.AddEndpoint(AuthorizingProxy.Endpoint, ("blue", "claims", "2"), ("green", "claims", "1"));

        var (token, transport, entropy) = (AuthorizingProxy.TokenOf(
            AuthorizingProxy.Operator), Azure.Transport(), new SystemEntropy(Clock));
        var secrets = new KeyVaultSecretStore(
            new SecretClient(new Uri($"https://{AzureSimulation.VaultHost}/"), token, new SecretClientOptions { Transport = transport }));
        var arm = new ArmConnection(token, new ArmOptions { Transport = transport }, Clock);
        var calls = new KeyCalls(arm, new ArmOptions { Transport = transport });
        var policy = PolicyLoader.LoadFile(_policy).Policy!;
        foreach (var platform in (IKeyPlatform[])[new CognitiveServicesKeys(calls), new OnlineEndpointKeys(calls, entropy)])
        {
            var credential = policy.Credentials.Values.Single(c => c.Platform == platform.Name);
            foreach (var slot in await platform.ListAsync(credential, cancellationToken))
            {
                await platform.RegenerateAsync(credential, slot.Name, cancellationToken);
            }

            var keys = await platform.ListAsync(credential, cancellationToken);
            var set = await secrets.SetAsync(
                credential.Secret, keys[0].Key, new SecretAttributes { Expires = Clock.GetUtcNow().AddDays(5) }, cancellationToken);
            SecretVersion = credential.Id == "claims-key" ? set.Version.Version : SecretVersion;
        }

        foreach (var platform in (IDeploymentPlatform[])[new AzureOpenAIDeployments(arm), new AzureMachineLearningDeployments(arm)])
        {
            var model = policy.Models.Values.Single(m => m.Platform == platform.Platform);
            var revision = (await platform.ReadAsync(model, cancellationToken)).Deployments.Single(d => d.Name == model.Standby).Revision;
            var envelope = Revalidator.Sign(
                new AttestationStatement
                {
                    Model = model.Id,
                    Revision = revision,
                    Attester = "release",
                    Issued = Clock.GetUtcNow(),
                    Expires = Clock.GetUtcNow().AddDays(80),
                    Suite = model.Probes!,
                    SuiteDigest = ProbeSuiteLoader.Load(ScenarioPolicy.Suite, "scenario.yaml").Suite!.Digest,
                    Passed = ["knows", "keeps"],
                    Failed = [],
                },
                ScenarioPolicy.Attester);
            var blobs = new AzureBlobStore(Azure.Outside, "attestations", entropy);
            await blobs.CreateAsync($"{model.Id}/{revision.Digest}/one.json", new MemoryStream(envelope), cancellationToken);
        }
    }

    public string Person(params string[] roles) => Tokens.Person("44444444-4444-4444-4444-444444444444", Clock.GetUtcNow(), roles);

    /// <summary>A request to a function with an HTTP trigger.</summary>
    public static async Task<Reply> SendAsync(
        DutyHost host, Func<HttpRequest, Task> function, string method, string path, string? token = null, object? body = null,
        params (string Name, string Value)[] headers)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var (bare, query) = path.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? (path[..at], path[at..]) : (path, "");
        var request = context.Request;
        (request.Method, request.Scheme, request.Host, request.Path, request.QueryString) = (method, "https", new HostString(
            "guard.test"), bare, new QueryString(query));
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = path;
        if (token is not null)
        {
            request.Headers.Authorization = "Bearer " + token;
        }

        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }

        if (body is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(Reply.Text(body));
            (request.Body, request.ContentLength) = (new MemoryStream(bytes), bytes.Length);
            request.ContentType ??= "application/json";
        }

        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await function(request);
        return new Reply(
            context.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()),
            context.Response.Headers.ToDictionary(static h => h.Key, static h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Event Grid puts an event into a duty's queue.</summary>
    public async Task DeliverAsync(string duty, string text, CancellationToken cancellationToken) =>
        await (await Azure.Outside.QueueAsync($"events-{duty}"))
            .SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), cancellationToken);

    /// <summary>
    /// The Functions host's work for a queue trigger, with the duty's own identity: it asks whether the queue is there
    /// and how much waits, takes messages, renews them while the function runs, deletes what succeeded and moves to the
    /// poison queue what failed for the last time. How many messages succeeded.
    /// </summary>
    public async Task<int> RunQueueAsync(string duty, CancellationToken cancellationToken, bool isLastTry = false)
    {
        var host = this[duty];
        var (queue, poison) = (Client($"events-{duty}"), Client($"events-{duty}-poison"));
        (await queue.ExistsAsync(cancellationToken)).Value.ShouldBeTrue();
        await queue.PeekMessagesAsync(32, cancellationToken);
        var done = 0;
        foreach (var message in (await queue.ReceiveMessagesAsync(16, TimeSpan.FromMinutes(5), cancellationToken)).Value)
        {
            var receipt = (await queue.UpdateMessageAsync(
                message.MessageId, message.PopReceipt, (string?)null, TimeSpan.FromMinutes(5), cancellationToken)).Value.PopReceipt;
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(message.Body.ToString()));
            try
            {
                await host.Function<EventsQueueFunction>().RunAsync(text, cancellationToken);
                done++;
            }
            catch (InvalidDataException) when (isLastTry)
            {
                await poison.SendMessageAsync(message.Body.ToString(), cancellationToken);
            }

            await queue.DeleteMessageAsync(message.MessageId, receipt, cancellationToken);
        }

        return done;

        QueueClient Client(string name) => new(
            new Uri($"https://{AuthorizingProxy.Storage}.queue.core.windows.net/{name}"),
            host.Services.GetRequiredService<TokenCredential>(),
            new QueueClientOptions { Transport = host.Services.GetRequiredService<HttpPipelineTransport>() });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values)
        {
            foreach (var service in host.Services.GetServices<IHostedService>())
            {
                await service.StopAsync(CancellationToken.None);
            }

            await host.DisposeAsync();
        }

        _folder.Dispose();
    }
}
