using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Sas;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests.Authorization;

/// <summary>
/// One Azure for the duties' apps: storage is Azurite, the rest is simulated, and every request is held against the grants
/// of the duty whose token it has. Infra's resources exist; nothing else can be made.
/// </summary>
internal sealed class AuthorizingProxy
{
    public const string Subscription = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/claims/providers/";
    public const string Account = Subscription + "Microsoft.CognitiveServices/accounts/claims";
    public const string Endpoint = Subscription + "Microsoft.MachineLearningServices/workspaces/w/onlineEndpoints/claims-ml";
    public const string ModelHost = "claims.example.net";
    public const string EndpointHost = "claims-ml.example.net";

    /// <summary>The guard's own resource group.</summary>
    public const string OwnGroup = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/guard";

    public const string Topic = "guard.westeurope-1.eventgrid.azure.net";
    public const string Ingestion = "guard.westeurope-1.ingest.monitor.azure.com";
    public const string LogAnalytics = "api.loganalytics.io";
    public const string Workspace = "44444444-4444-4444-4444-444444444444";
    public const string Storage = "guard";

    /// <summary>A person who may do everything: prepares what people and pipelines prepare.</summary>
    public const string Operator = "operator";

    private const string TokenPrefix = "identity-";

    private static readonly Lock Gate = new();
    private static readonly ConditionalWeakTable<AzuriteServer, AuthorizingProxy> Ones = [];

    private readonly ConcurrentDictionary<string, Grants> _grants = new(StringComparer.Ordinal);
    private readonly string _sas;
    private int _requests;

    private AuthorizingProxy(AzuriteServer azurite, AzureSimulation simulation)
    {
        Simulation = simulation;
        var parts = azurite.ConnectionString.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(static p => p.Split('=', 2))
            .ToDictionary(static p => p[0], static p => p[1]);
        Emulators = new Dictionary<string, Uri>
        {
            ["blob"] = new(parts["BlobEndpoint"] + "/"),
            ["queue"] = new(parts["QueueEndpoint"] + "/"),
            ["table"] = new(parts["TableEndpoint"] + "/"),
        };
        _sas = new AccountSasBuilder(
            AccountSasPermissions.All, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero), AccountSasServices.All,
            AccountSasResourceTypes.All)
        { Protocol = SasProtocol.HttpsAndHttp }
            .ToSasQueryParameters(new StorageSharedKeyCredential(parts["AccountName"], parts["AccountKey"])).ToString();
        Outside = new StorageClients(
            new AzureStoreOptions { ConnectionString = azurite.ConnectionString },
            static () => throw new InvalidOperationException("The emulator takes no token."));
        simulation.Gate = Judge;
    }

    /// <summary>The resources that guard the models, as infra names them to the auditor.</summary>
    public static IReadOnlyList<string> OwnResources { get; } =
    [
        OwnGroup + "/providers/Microsoft.KeyVault/vaults/guard",
        OwnGroup + "/providers/Microsoft.Storage/storageAccounts/guard",
        OwnGroup + "/providers/Microsoft.Web/sites/guard-auditor",
    ];

    public AzureSimulation Simulation { get; }

    /// <summary>The role assignments.</summary>
    public required SimulatedAuthorization Authorization { get; init; }

    public IReadOnlyDictionary<string, Uri> Emulators { get; }

    /// <summary>The data account as somebody who may do everything in it: whoever fills the inbox, Event Grid, a person.</summary>
    public StorageClients Outside { get; }

    /// <summary>How many requests came, of every identity.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Bodies of what was published on the guard's topic.</summary>
    public ConcurrentQueue<string> Published { get; } = new();

    /// <summary>The one of this process, made at its first use; it lives as long as the process.</summary>
    public static AuthorizingProxy Of(AzuriteServer azurite)
    {
        azurite.Require();
        lock (Gate)
        {
            return Ones.GetValue(azurite, static server => Task.Run(() => StartAsync(server)).GetAwaiter().GetResult());
        }
    }

    /// <summary>The duties' grants from now on, with nothing used yet; also their door's.</summary>
    public Grants Begin(string principal, IReadOnlyList<string> duties, GuardPolicy policy) =>
        _grants[principal] = new Grants(duties, [.. policy.Credentials.Values.Select(static c => c.Secret)]);

    public HttpPipelineTransport Transport() => new HttpClientTransport(Handler());

    /// <summary>The door.</summary>
    public HttpMessageHandler Handler() => new AuthorizingStorageProxy(this, Simulation.CreateHandler());

    public static TokenCredential TokenOf(string principal) => new PrincipalToken(TokenPrefix + principal);

    public void CountRequest() => Interlocked.Increment(ref _requests);

    /// <summary>Whose request it is; null for one without a token.</summary>
    public Grants? Of(string? token) =>
        token is not null
            && token.StartsWith(TokenPrefix, StringComparison.Ordinal)
            && _grants.TryGetValue(token[TokenPrefix.Length..], out var grants) ? grants : null;

    /// <summary>The address at which the emulator answers this request, with a right of its own.</summary>
    public Uri Emulated(string service, Uri asked) =>
        new($"{Emulators[service]}{asked.AbsolutePath.TrimStart('/')}{(asked.Query.Length > 0 ? asked.Query + "&" : "?")}{_sas}");

    private static async Task<AuthorizingProxy> StartAsync(AzuriteServer azurite)
    {
        var blobs = new BlobServiceClient(azurite.ConnectionString);
        var queues = new QueueServiceClient(azurite.ConnectionString);
        var tables = new TableServiceClient(azurite.ConnectionString);
        await Task.WhenAll(
        [
            .. DutyFile.Scopes("container").Select(name => (Task)blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync()),
            .. DutyFile.Scopes("queue").Select(name => (Task)queues.GetQueueClient(name).CreateIfNotExistsAsync()),
            .. DutyFile.Scopes("table").Select(name => (Task)tables.GetTableClient(name).CreateIfNotExistsAsync()),
        ]);
        var simulation = await AzureSimulation.StartAsync();
        simulation.Vault.Clock = new SecondsClock(TimeProvider.System.GetUtcNow());
        foreach (var key in DutyFile.Scopes("key"))
        {
            simulation.Vault.Keys.Create(key, signs: key == "evidence");
        }

        // Infra's places: rights can be given on a secret only where one is.
        using var setup = new HttpClient(simulation.CreateHandler()) { BaseAddress = new Uri($"https://{AzureSimulation.VaultHost}/") };
        setup.DefaultRequestHeaders.Authorization = new("Bearer", TokenPrefix + Operator);
        foreach (var secret in DutyFile.Scopes("secret").Except(["credentials"]))
        {
            var place = new { value = "not set yet", contentType = "text/plain; guard=place", attributes = new { enabled = false } };
            (await setup.PutAsJsonAsync($"secrets/{secret}?api-version=7.6", place)).EnsureSuccessStatusCode();
        }

        var own = new SimulatedAuthorization();
        foreach (var resource in OwnResources)
        {
            own.AddResource(resource, new JsonObject { ["enableRbacAuthorization"] = true, ["allowSharedKeyAccess"] = false });
        }

        own.Assign(OwnGroup, own.AddRole("Owner", "*"), "somebody", "User");
        simulation.Add(own);
        return new AuthorizingProxy(azurite, simulation) { Authorization = own };
    }

    private AzureResponse? Judge(AzureRequest request)
    {
        var (said, path) = ($"{request.Method} {request.Host}{request.Path}", request.Path);
        if (request.Principal.Length == 0)
        {
            // The vault's challenge, and probes with a key: the simulation judges them itself.
            return null;
        }

        var call = request.Host switch
        {
            AzureSimulation.ArmHost => ArmCalls.Of(request.Method, path),
            AzureSimulation.VaultHost => VaultCalls.Of(request.Method, path),
            Topic => ServiceCalls.OfTopic(request.Method, path, "guard"),
            Ingestion => ServiceCalls.OfIngestion(request.Method, path),
            ModelHost => ServiceCalls.OfModel(request.Method, path, Account),
            EndpointHost => ServiceCalls.OfModel(request.Method, path, Endpoint),
            LogAnalytics => ServiceCalls.OfLogs(request.Method, path, Workspace),
            _ => null,
        };
        if (request.Principal == TokenPrefix + Operator)
        {
            return null;
        }

        if (request.Host is ModelHost or EndpointHost && !request.Principal.StartsWith(TokenPrefix, StringComparison.Ordinal))
        {
            // A key of an endpoint, which is its own right.
            return null;
        }

        if (Of(request.Principal) is not { } grants || !grants.Opens(call, said))
        {
            return Refuse(request.Host);
        }

        switch (request.Host)
        {
            case Topic:
                Published.Enqueue(request.Body!.ToJsonString());
                return new AzureResponse(200);
            case Ingestion:
                return new AzureResponse(204);
            case LogAnalytics:
                return Answered(request.Body!["query"]!.GetValue<string>());
            default:
                return null;
        }
    }

    /// <summary>The workspace's answers, by the question's text; none where no test set one.</summary>
    public ConcurrentDictionary<string, JsonNode> Logs { get; } = new(StringComparer.Ordinal);

    private AzureResponse Answered(
        string query) => new(200, Logs.FirstOrDefault(l => query.StartsWith(l.Key, StringComparison.Ordinal)).Value?.DeepClone()
        ?? new JsonObject
        {
            ["tables"] = new JsonArray(
            new JsonObject { ["name"] = "PrimaryResult", ["columns"] = new JsonArray(), ["rows"] = new JsonArray() })
        });

    private static AzureResponse Refuse(string host) => host switch
    {
        AzureSimulation.ArmHost => AzureResponse.Error(403, "AuthorizationFailed"),
        AzureSimulation.VaultHost => AzureResponse.Error(403, "Forbidden", "ForbiddenByRbac"),
        ModelHost => AzureResponse.Error(401, "PermissionDenied"),
        _ => AzureResponse.Error(403, "Forbidden"),
    };

    private sealed class PrincipalToken(string token) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
