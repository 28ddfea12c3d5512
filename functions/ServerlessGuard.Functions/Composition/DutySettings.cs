using Microsoft.Extensions.Configuration;
using ServerlessGuard.Azure.Duties;
using ServerlessGuard.Azure.Simulation;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Web.Events;

namespace ServerlessGuard.Functions.Composition;

/// <summary>The settings that infra gives an app. None is a secret.</summary>
public sealed record DutySettings
{
    /// <summary>Every duty that there is, as <c>policies/duties.yaml</c> says.</summary>
    public required DutyList Known { get; init; }

    /// <summary>The duties of this app, one or several, in the file's order.</summary>
    public required IReadOnlyList<Duty> Duties { get; init; }

    /// <summary>Whose log this app writes and whose name its telemetry bears: its first duty.</summary>
    public string Duty => Duties[0].Id;

    /// <summary>The queue of this app's events: its first duty's that has one. An app without one queues nothing.</summary>
    public string EventsQueue => $"events-{(Duties.FirstOrDefault(static duty => duty.HasQueue) ?? Duties[0]).Id}";

    public bool HasQueue => Duties.Any(static duty => duty.HasQueue);

    public string? Storage { get; init; }

    /// <summary>Instead of <see cref="Storage"/>: the emulator's connection string.</summary>
    public string? StorageConnection { get; init; }

    public required Uri Vault { get; init; }

    /// <summary>A simulated Azure on this machine, for development beside the emulator; null in Azure.</summary>
    public Uri? Simulation { get; init; }

    /// <summary>Serves the models whose policy names no endpoint; null refuses them. No credential goes there.</summary>
    public Uri? Upstream { get; init; }

    /// <summary>
    /// The console's address for browsers, if a proxy before the app changes a request's host. Null takes the request's own.
    /// </summary>
    public Uri? PublicOrigin { get; init; }

    public required string Tenant { get; init; }

    public required string Audience { get; init; }

    public string? ClientId { get; init; }

    /// <summary>The guard's own Event Grid topic, on which duties publish; null where there is none.</summary>
    public Uri? Topic { get; init; }

    /// <summary>The second signer of the audit log's checkpoints, of somebody else's; null where there is none.</summary>
    public (Uri Url, NoteKey Key)? Witness { get; init; }

    /// <summary>
    /// The gateway's app, ending in a slash: for drills, which call it as any caller does. Null: nothing is drilled there.
    /// </summary>
    public Uri? Gateway { get; init; }

    /// <summary>Resource id of a topic -> the application that reports its outputs on it.</summary>
    public IReadOnlyDictionary<string, string> Reporters { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Origins that may register <c>/events</c>, instead of the public cloud's: a sovereign cloud's Event Grid has its own.
    /// </summary>
    public IReadOnlyList<string> EventOrigins { get; init; } = [];

    /// <summary>The data collection endpoint and its rule; null sends nothing.</summary>
    public (Uri Endpoint, string Rule)? Telemetry { get; init; }

    /// <summary>The connection string of spans and measures; null sends none.</summary>
    public string? ApplicationInsights { get; init; }

    /// <summary>A collector of OpenTelemetry's, by its own variable; null: none. The Functions host sends its spans there too.</summary>
    public Uri? Collector { get; init; }

    /// <summary>ARM ids of what guards the models, for the access review.</summary>
    public IReadOnlyList<string> GuardResources { get; init; } = [];

    /// <summary>The log workspace's customer id; null where there is none to ask.</summary>
    public string? Logs { get; init; }

    /// <summary>Object ids of the duties that may call models.</summary>
    public IReadOnlyList<string> ModelCallers { get; init; } = [];

    public required string PolicyFile { get; init; }

    public required string ControlsFile { get; init; }

    /// <summary>The containers of all duties' logs: the auditor reads them.</summary>
    public IReadOnlyList<string> LogContainers => [.. Known.Duties.Select(static duty => "log-" + duty.Id)];

    /// <exception cref="InvalidOperationException">With every setting that is missing or wrong, and the suggested fix.</exception>
    public static DutySettings Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        var known = DutyList.Read(configuration["Guard:Duties"] ?? DutyList.Shipped);
        if (!known.TryFind(Required("Guard:Duty"), out var duties, out var problem))
        {
            faults.Add($"Guard__Duty {problem}");
        }

        faults.AddRange(duties.SelectMany(static duty => duty.Modules.Except(DutyServiceCollectionExtensions.KnownModules).Select(module =>
            $"duties.yaml: the duty '{duty.Id}' has the module '{module}'; modules are {string.Join(", ", DutyServiceCollectionExtensions.KnownModules)}.")));

        var (storage, connection) = (configuration["Guard:Storage"], configuration["Guard:StorageConnection"]);
        if (string.IsNullOrEmpty(storage) == string.IsNullOrEmpty(connection))
        {
            faults.Add("Set Guard__Storage to the data account's name, or Guard__StorageConnection for the emulator.");
        }

        if (!Uri.TryCreate(Required("Guard:Vault"), UriKind.Absolute, out var vault) || vault.Scheme != Uri.UriSchemeHttps)
        {
            faults.Add("Guard__Vault is like https://NAME.vault.azure.net/.");
        }

        var simulation = Address("Guard:Simulation");
        if (simulation is not null && !(AzureSimulationServiceCollectionExtensions.IsSimulation(simulation)
            && AzureSimulationServiceCollectionExtensions.IsEmulator(connection)))
        {
            faults.Add("Guard__Simulation is for development: http://127.0.0.1:PORT/, and only with a Guard__StorageConnection that is an "
                + "emulator on this machine.");
        }

        var upstream = Address("Guard:Upstream");
        if (upstream is not null && upstream.Scheme != Uri.UriSchemeHttps && upstream is not { Scheme: "http", IsLoopback: true })
        {
            faults.Add("Guard__Upstream is like https://models.example/v1; plain http only on this machine.");
        }

        var reporters = (configuration["Guard:Reporters"] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(static pair => pair.Split('=', 2))
            .ToList();
        if (reporters.Exists(static pair => pair is not [{ Length: > 0 }, ['/', ..]]))
        {
            faults.Add("Guard__Reporters is like APPLICATION=/subscriptions/…/topics/NAME;APPLICATION=….");
        }

        if (List("Guard:EventOrigins").Any(static origin => !EventsOptions.IsOrigin(origin)))
        {
            faults.Add("Guard__EventOrigins is like eventgrid.azure.us;HOST.");
        }

        var (witness, witnessKey) = (configuration["Guard:Witness:Url"] is { Length: > 0 } url
            ? url
            : null, configuration["Guard:Witness:Key"] is { Length: > 0 } text ? text : null);
        var second = Uri.TryCreate(witness, UriKind.Absolute, out var signs)
            && signs.Scheme is "http" or "https"
            && witnessKey is not null
            && NoteKey.Parse(witnessKey) is { } key
            ? (signs, key)
            : ((Uri, NoteKey)?)null;
        if (second is null && (witness is not null || witnessKey is not null))
        {
            faults.Add("Guard__Witness__Url and Guard__Witness__Key belong together: an http or https address, and the key that 'guard "
                + "witness' prints.");
        }

        var settings = new DutySettings
        {
            Known = known,
            Duties = duties,
            Storage = string.IsNullOrEmpty(storage) ? null : storage,
            StorageConnection = string.IsNullOrEmpty(connection) ? null : connection,
            Vault = vault ?? new Uri("https://none.invalid/"),
            Simulation = simulation,
            Upstream = upstream,
            PublicOrigin = Address("Guard:PublicOrigin"),
            Tenant = Required("Guard:Tenant"),
            Audience = Required("Guard:Audience"),
            ClientId = configuration["AZURE_CLIENT_ID"],
            Telemetry = Uri.TryCreate(configuration["Guard:Telemetry:Endpoint"], UriKind.Absolute, out var endpoint)
                && configuration["Guard:Telemetry:Rule"] is { Length: > 0 } rule
                ? (endpoint, rule)
                : null,
            Topic = Uri.TryCreate(configuration["Guard:Topic"], UriKind.Absolute, out var topic) ? topic : null,
            Witness = second,
            Gateway = Uri.TryCreate(configuration["Guard:Gateway"], UriKind.Absolute, out var gateway) ? gateway : null,
            Reporters = reporters.Where(static pair => pair.Length == 2)
                .GroupBy(static pair => pair[1], StringComparer.OrdinalIgnoreCase)
                .ToDictionary(static topic => topic.Key, static topic => topic.First()[0]),
            EventOrigins = List("Guard:EventOrigins"),
            ApplicationInsights = configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 } insights ? insights : null,
            Collector = Address("OTEL_EXPORTER_OTLP_ENDPOINT"),
            GuardResources = List("Guard:Resources"),
            Logs = configuration["Guard:Logs"] is { Length: > 0 } logs ? logs : null,
            ModelCallers = List("Guard:ModelCallers"),
            PolicyFile = configuration["Guard:Policy"] ?? Path.Combine(AppContext.BaseDirectory, "policies", "guard.yaml"),
            ControlsFile = configuration["Guard:Controls"] ?? Path.Combine(AppContext.BaseDirectory, "policies", "controls.yaml"),
        };
        return faults.Count == 0
            ? settings
            : throw new InvalidOperationException(string.Join(' ', faults) + " Infra sets them (GuardApps).");

        IReadOnlyList<string> List(string key) =>
            configuration[key]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

        Uri? Address(string key)
        {
            if (configuration[key] is not { Length: > 0 } value)
            {
                return null;
            }

            if (Uri.TryCreate(value, UriKind.Absolute, out var address))
            {
                return address;
            }

            faults.Add($"{key.Replace(":", "__", StringComparison.Ordinal)} is no address.");
            return null;
        }

        string Required(string key)
        {
            var value = configuration[key];
            if (string.IsNullOrEmpty(value))
            {
                faults.Add($"{key.Replace(":", "__", StringComparison.Ordinal)} is not set.");
            }

            return value ?? "";
        }
    }
}
