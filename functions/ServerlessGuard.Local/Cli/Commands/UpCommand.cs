using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Simulation;
using ServerlessGuard.Web.Events;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard up</c>: serves until it is told to stop.</summary>
internal static class UpCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on, separated by semicolons.", HelpName = "URLS" };
        var port = new Option<int?>(
            "--port")
        { Description = $"Port on 127.0.0.1; 0 takes a free one. Default {ListenAddress.DefaultPort}.", HelpName = "PORT" };
        var allowRemote = new Option<bool>("--allow-remote") { Description = "Allow --urls that other machines can reach." };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var upstream = new Option<string?>("--upstream")
        {
            Description = "Base address of a model that speaks OpenAI's API or Anthropic's, up to /v1. Without it a simulated model serves.",
            HelpName = "URL",
        };
        var keyVariable = new Option<string?>(
            "--upstream-key-env")
        { Description = "The environment variable that holds the upstream's key.", HelpName = "NAME" };
        var models = InitCommand.Models("A model of the upstream, for a guard without a policy file; may be repeated.");
        var tools = InitCommand.Tools();
        var platform = InitCommand.Platform();
        var cors = new Option<string[]>("--cors")
        {
            Description = "An origin whose pages may call the gateway from a browser, as https://app.example.org; * is every one.",
            HelpName = "ORIGIN",
            AllowMultipleArgumentsPerToken = true,
        };
        var eventOrigins = new Option<string[]>("--event-origin")
        {
            Description = "A host that may register /events for deliveries, instead of eventgrid.azure.net, as eventgrid.azure.us.",
            HelpName = "HOST",
            AllowMultipleArgumentsPerToken = true,
        };
        var witness = new WitnessOptions();
        var checkpoint = new Option<string?>("--checkpoint")
        {
            Description = "A file outside the data folder that keeps the log's newest checkpoint: older data are refused by it.",
            HelpName = "FILE",
        };
        var metrics = new Option<bool>("--metrics")
        {
            Description = "Serve /metrics for Prometheus, to a key with the role metrics ('guard keys create NAME --role metrics').",
        };
        var mcp = new Option<string?>("--mcp")
        {
            Description = "A file of MCP servers to serve at /mcp and /mcp/SERVER, behind the same keys and policy.",
            HelpName = "FILE",
        };
        var lease = new Option<int?>("--lease")
        {
            Description = "Seconds of silence after which another guard takes over what this one "
            + "had begun: for rehearsals. By default each kind of work has its own.",
            HelpName = "SECONDS",
            Hidden = true
        };
        var json = CommonOptions.Json();
        var command = new Command("up", "Serve the gateway on this machine: OpenAI-compatible, guarded, recorded.")
        {
            urls, port, allowRemote, policy, data, upstream, keyVariable, models, tools, platform, cors, eventOrigins, witness.Url,
            witness.Key, checkpoint, metrics, mcp, lease, json,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var request = new UpRequest
            {
                Urls = ListenAddress.Parse(result.GetValue(urls), result.GetValue(port), result.GetValue(allowRemote)),
                DataFolder = terminal.Resolve(result.GetValue(data)!),
                Policy = result.GetValue(policy) is { } file ? terminal.Resolve(file) : null,
                Upstream = UpstreamAddress.Parse(result.GetValue(upstream)),
                UpstreamKey = UpstreamAddress.KeyFrom(terminal, result.GetValue(keyVariable), result.GetValue(upstream)),
                Models = result.GetValue(models) ?? [],
                Tools = result.GetValue(tools) ?? [],
                Platform = result.GetValue(platform) ?? UpstreamAddress.PlatformOf(result.GetValue(upstream)),
                CorsOrigins = result.GetValue(cors) ?? [],
                EventOrigins = EventOriginsOf(result.GetValue(eventOrigins) ?? []),
                Witness = witness.Choose(
                    result, terminal.Resolve(result.GetValue(data)!), keep: terminal.StorageTargets.NeedsFolder),
                CheckpointFile = CheckpointOf(terminal, result.GetValue(checkpoint), result.GetValue(data)!),
                Metrics = result.GetValue(metrics),
                Mcp = result.GetValue(mcp) is { } servers ? McpCommand.Load(terminal, servers) : null,
                Lease = result.GetValue(lease) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 2, 3600)) : null,
                StorageTargets = terminal.StorageTargets,
                Json = result.GetValue(json),
            };
            return await RunAsync(terminal, clock, request, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, TimeProvider clock, UpRequest request, CancellationToken cancellationToken)
    {
        var policy = await UpPolicy.DecideAsync(request, cancellationToken);
        await using var model = request.Upstream is null
            ? await SimulatedModel.StartAsync(new(), clock, cancellationToken)
            : null;
        var options = new EmbeddedHostOptions
        {
            DataFolder = request.DataFolder,
            PolicyFile = policy.File,
            InitialPolicy = policy.Initial,
            Urls = request.Urls,
            Upstream = request.Upstream ?? model!.Endpoint,
            UpstreamKey = request.UpstreamKey,
            CorsOrigins = request.CorsOrigins,
            EventOrigins = request.EventOrigins,
            Witness = request.Witness,
            CheckpointFile = request.CheckpointFile,
            Metrics = request.Metrics,
            Mcp = request.Mcp,
            Customise = request.Lease is { } lease ? services => services.AddLease(lease) : null,
            Azure = request.StorageTargets.Stores,
            Platforms = request.StorageTargets.Platforms,
        };
        await using var host = await StartAsync(terminal, options, clock, cancellationToken);
        // Replicas print into collected logs, where no key may stand: 'guard keys create' makes theirs.
        var keys = options.Azure is null ? await FirstKeys.MakeAsync(host, cancellationToken) : new Dictionary<string, string>();
        await ReadyNotice.WriteAsync(terminal, host, options, model is null, policy, keys, request.Json);
        if (!await host.RunAsync(cancellationToken))
        {
            throw new CommandException(
                "The guard stopped by itself: a part of it failed, and without it nothing may be served.", "The lines above say which.");
        }

        await terminal.Error.WriteLineAsync("guard: stopped; every answer under way was finished.");
        return ExitCode.Success;
    }

    private static string[] EventOriginsOf(string[] origins) => Array.Find(origins, static one => !EventsOptions.IsOrigin(one)) is { } wrong
        ? throw CommandException.Usage($"--event-origin {wrong} is no host.", "Name one without scheme and port, as eventgrid.azure.us.")
        : origins;

    /// <summary>A file in the data folder would be set back with it.</summary>
    private static string? CheckpointOf(Terminal terminal, string? file, string data)
    {
        if (file is null)
        {
            return null;
        }

        var (path, folder) = (Path.GetFullPath(terminal.Resolve(file)), Path.GetFullPath(terminal.Resolve(data)));
        var inside = Path.GetRelativePath(folder, path);
        return !inside.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(inside)
            ? throw CommandException.Usage(
                $"--checkpoint {file} lies in the data folder.", "Name a file that an older copy of the folder does not bring back.")
            : path;
    }

    private static async Task<EmbeddedHost> StartAsync(
        Terminal terminal, EmbeddedHostOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            return await EmbeddedHost.StartAsync(options, clock, cancellationToken);
        }
        catch (PolicyRefusedException exception)
        {
            foreach (var error in exception.Errors)
            {
                await terminal.Error.WriteLineAsync(error.ToString());
            }

            throw new CommandException(
                "The guard does not start with a policy that is not valid.",
                "Fix the lines above; 'guard policy check FILE' checks without starting.", ExitCode.Failed, exception);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new CommandException(
                $"{string.Join(", ", options.Urls)}: something listens there already.",
                "Choose another port with --port, or 0 for a free one.", ExitCode.Failed, exception);
        }
        catch (SocketException exception)
        {
            throw new CommandException(
                $"{string.Join(", ", options.Urls)}: cannot listen there ({exception.SocketErrorCode}).",
                "Choose another address with --urls.", ExitCode.Failed, exception);
        }
    }
}
