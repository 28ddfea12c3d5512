using System.CommandLine;
using ServerlessGuard.Azure.Simulation;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Cli;

/// <summary>
/// The options for the stores of the guard's state and for its platforms. Every command that opens the guard's stores takes these
/// options, so that an operator reaches replicas on shared stores as they reach a guard on this machine.
/// </summary>
internal sealed class StorageTargetOptions
{
    private const string Files = "files";
    private const string OnAzure = "azure";
    private const string Simulated = "simulated";
    private const string StoresVariable = "GUARD_STORES";
    private const string PlatformsVariable = "GUARD_PLATFORMS";
    private const string Account = "GUARD_STORAGE_ACCOUNT";
    public const string Connection = "GUARD_STORAGE_CONNECTION";
    private const string Vault = "GUARD_VAULT";
    private const string Client = "AZURE_CLIENT_ID";
    private const string Simulation = "GUARD_AZURE_SIMULATION";

    private readonly Option<string?> _stores = new("--stores")
    {
        Description =
            $"The stores of the state: {Files}, or {OnAzure}, which replicas share ({Account} or {Connection}, {Vault}, {Client}). Default {StoresVariable}, else {Files}.",
        HelpName = "WHERE",
    };

    private readonly Option<string?> _platforms = new("--platforms")
    {
        Description =
            $"Where keys and deployments are changed: {Simulated} (keys alone), or {OnAzure}, as {Client}. Default {PlatformsVariable}, else {Simulated}.",
        HelpName = "WHERE",
    };

    /// <summary>Gives both options to every command below that has <see cref="CommonOptions.Data"/>.</summary>
    public void AddTo(Command command)
    {
        if (command.Options.OfType<DataOption>().Any())
        {
            command.Add(_stores);
            command.Add(_platforms);
        }

        foreach (var sub in command.Subcommands)
        {
            AddTo(sub);
        }
    }

    /// <summary>Throws a usage error for what is neither here nor complete.</summary>
    public StorageTargets Read(Terminal terminal, ParseResult result)
    {
        // A command without stores has no use for what the environment says of them.
        if (!result.CommandResult.Command.Options.Contains(_stores))
        {
            return StorageTargets.Local;
        }

        var stores = Word(terminal, result.GetValue(_stores), StoresVariable, Files, "--stores", "no place for state");
        var platforms = Word(
            terminal, result.GetValue(_platforms), PlatformsVariable, Simulated, "--platforms", "no place for keys and deployments");
        return new(stores ? Stores(terminal) : null, platforms ? Platforms(terminal) : null);
    }

    private static bool Word(Terminal terminal, string? given, string variable, string here, string option, string fault)
    {
        var word = given ?? Given(terminal, variable) ?? here;
        return word == OnAzure
            || (word == here ? false : throw CommandException.Usage($"{option} {word} is {fault}.", $"Give {here} or {OnAzure}."));
    }

    private static AzureStoreOptions Stores(Terminal terminal)
    {
        var options = new AzureStoreOptions
        {
            Account = Given(terminal, Account),
            ConnectionString = Given(terminal, Connection),
            Vault = Given(terminal, Vault) is not { } vault ? null
                : Uri.TryCreate(vault, UriKind.Absolute, out var address) ? address
                : throw CommandException.Usage($"{Vault} is no address.", "Write it like https://NAME.vault.azure.net/."),
            ManagedIdentityClientId = Given(terminal, Client),
            CreateMissing = true,
            LogContainer = "log",
        };
        if (options.Validate(new(options)).FirstOrDefault() is { } fault)
        {
            throw CommandException.Usage(
                $"--stores azure: {fault.ErrorMessage}",
                $"Set {Account} (and the identity's {Client}), or {Connection} for the emulator.");
        }

        return options.Account is not null && Given(terminal, Simulation) is not null
            ? throw CommandException.Usage(
                $"{Simulation} does not go with {Account}.", $"A rehearsal keeps its state in the emulator: set {Connection}.")
            : options;
    }

    private static AzurePlatformOptions Platforms(Terminal terminal) => new()
    {
        ManagedIdentityClientId = Given(terminal, Client),
        Simulation = Given(terminal, Simulation) is not { } text ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var address) && AzureSimulationServiceCollectionExtensions.IsSimulation(address)
                ? address
            : throw CommandException.Usage($"{Simulation} is no address on this machine.", "Write it like http://127.0.0.1:PORT/."),
    };

    private static string? Given(Terminal terminal, string variable) => terminal.Variable(variable) is { Length: > 0 } value ? value : null;
}
