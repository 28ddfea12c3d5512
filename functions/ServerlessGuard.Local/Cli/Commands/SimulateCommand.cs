using System.CommandLine;
using System.Text.Json;
using ServerlessGuard.Azure.Duties;
using ServerlessGuard.Azure.Simulation;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Simulation;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Simulation.Duties;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard simulate</c>: a simulated Azure and model for the function app on this machine, until it is told to stop.</summary>
internal static class SimulateCommand
{
    private const int DefaultPort = 10010;

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var port = new Option<int>("--port")
        {
            Description = "Port of the simulated Azure on 127.0.0.1; the model takes the next one. 0 takes free ones.",
            HelpName = "PORT",
            DefaultValueFactory = static _ => DefaultPort,
        };
        var policy = CommonOptions.Policy();
        var json = CommonOptions.Json();
        var command = new Command(
            "simulate",
            "Serve a simulated Azure (Key Vault, ARM, Azure OpenAI) and model for the function app, beside Azurite. State is in memory.")
        {
            port, policy, json, CreateSettings(terminal), SimulateModelCommand.Create(terminal, clock),
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (url, next) = Addresses(result.GetValue(port));
            var given = result.GetValue(policy);
            var file = given is null ? PolicyFiles.Shipped : terminal.Resolve(given);
            var loaded = PolicyLoader.LoadFile(file);
            if (loaded.Policy is null)
            {
                throw new CommandException(string.Join('\n', loaded.Errors), "'guard policy check' says it with every place.");
            }

            await using var azure = await DutyAzure.StartAsync(
                loaded.Policy, new ProbeSuiteFiles(Path.GetDirectoryName(file)!), url, clock, cancellationToken);
            await using var model = await SimulatedModel.StartAsync(new SimulatedModelOptions { Address = next }, clock, cancellationToken);
            var same = (given is null ? "" : $" --policy {given}")
                + (azure.Address.Port == DefaultPort ? "" : $" --port {azure.Address.Port}");
            await WriteAsync(terminal, azure, model, same, result.GetValue(json));
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command CreateSettings(Terminal terminal)
    {
        var duty = new Argument<string>("DUTY") { Description = "The duty that the app has; several with commas between, or all." };
        var port = new Option<int>(
            "--port")
        { Description = "The --port of 'guard simulate'.", HelpName = "PORT", DefaultValueFactory = static _ => DefaultPort };
        var policy = new Option<string?>("--policy")
        {
            Description = "The --policy of 'guard simulate'. Default: the policy that ships with the app.",
            HelpName = "FILE"
        };
        var command = new Command(
            "settings",
            $"Write the local.settings.json of a function app on this machine. Its storage is the emulator, or {StorageTargetOptions.Connection}.")
            {
                duty,
                port,
                policy
            };
        command.SetAction(async (result, cancellationToken) =>
        {
            var duties = DutyList.Read(Path.Combine(ShippedFiles.Folder, "duties.yaml"));
            if (!duties.TryFind(result.GetValue(duty)!, out var app, out var problem))
            {
                throw CommandException.Usage($"{result.GetValue(duty)} is no duty.", $"The argument {problem}");
            }

            var storage = terminal.Variable(StorageTargetOptions.Connection) is { Length: > 0 } given ? given : DutyAppSettings.Emulator;
            if (!AzureSimulationServiceCollectionExtensions.IsEmulator(storage))
            {
                throw CommandException.Usage(
                    $"{StorageTargetOptions.Connection} is no storage emulator on this machine.",
                    "An app beside a simulated Azure keeps nothing elsewhere: unset it, or give the emulator's.");
            }

            var (azure, model) = Addresses(result.GetValue(port));
            var file = result.GetValue(policy) is { } named ? terminal.Resolve(named) : null;
            if (file is not null && !File.Exists(file))
            {
                throw CommandException.Usage($"{file} does not exist.", "Give the policy's file.");
            }

            var settings = DutyAppSettings.Write(duties, app, new Uri(azure), new Uri($"{model}/v1"), storage, file);
            await terminal.Out.WriteLineAsync(settings.AsMemory(), cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }

    private static (string Azure, string Model) Addresses(int port) =>
        (ListenAddress.Parse(
            null, port, allowRemote: false)[0], ListenAddress.Parse(null, port == 0 ? 0 : port + 1, allowRemote: false)[0]);

    private static async Task WriteAsync(Terminal terminal, AzureSimulation azure, SimulatedModel model, string same, bool json)
    {
        if (json)
        {
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(
                new { azure = azure.Address, model = model.Endpoint, vault = $"https://{AzureSimulation.VaultHost}/" },
                JsonSerializerOptions.Web));
            return;
        }

        await terminal.Out.WriteLineAsync(
            $"""
            guard simulates Azure at {azure.Address} and a model at {model.Endpoint}

            For 'guard keys' and the other commands, in another shell:
              export GUARD_STORES=azure GUARD_PLATFORMS=azure GUARD_AZURE_SIMULATION={azure.Address} \
                GUARD_VAULT=https://{AzureSimulation.VaultHost}/ GUARD_STORAGE_CONNECTION={DutyAppSettings.Emulator}
            For the function app: 'guard simulate settings DUTY{same}' writes its local.settings.json.

            Ctrl+C stops it; its secrets and keys are gone then, so start the emulator anew with it.
            """);
    }
}
