using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Azure.KeyVault;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction.Inbox;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Cli;

namespace ServerlessGuard.Local.Hosting;

/// <summary>Stores that several replicas of the embedded host share.</summary>
internal static class SharedStores
{
    public const string Files = "files";
    public const string Variables = $"{Account} or {Connection}, {Vault}, {Client}";

    private const string Account = "GUARD_STORAGE_ACCOUNT";
    private const string Connection = "GUARD_STORAGE_CONNECTION";
    private const string Vault = "GUARD_VAULT";
    private const string Client = "AZURE_CLIENT_ID";

    /// <summary>Null for <see cref="Files"/>; throws a usage error for what is neither that nor complete.</summary>
    public static AzureStoreOptions? Parse(Terminal terminal, string stores)
    {
        if (stores == Files)
        {
            return null;
        }

        if (stores != "azure")
        {
            throw CommandException.Usage($"--stores {stores} is no place for state.", "Give files or azure.");
        }

        var vault = terminal.Variable(Vault);
        var options = new AzureStoreOptions
        {
            Account = Given(Account),
            ConnectionString = Given(Connection),
            Vault = string.IsNullOrEmpty(vault) ? null : Uri.TryCreate(vault, UriKind.Absolute, out var address) ? address : throw CommandException.Usage($"{Vault} is no address.", "Write it like https://NAME.vault.azure.net/."),
            ManagedIdentityClientId = Given(Client),
            CreateMissing = true,
            LogContainer = "log",
        };
        return options.Validate(new(options)).FirstOrDefault() is { } fault
            ? throw CommandException.Usage($"--stores azure: {fault.ErrorMessage}", $"Set {Account} (and the identity's {Client}), or {Connection} for the emulator.")
            : options;

        string? Given(string variable) => terminal.Variable(variable) is { Length: > 0 } value ? value : null;
    }

    /// <summary>What is not registered here stays in the data folder: without a vault, secrets and keys.</summary>
    public static IServiceCollection AddSharedStores(this IServiceCollection services, AzureStoreOptions options)
    {
        services.AddAzureStores(options);
        if (options.Vault is { } vault)
        {
            services.TryAddSingleton<ISecretStore>(provider => new KeyVaultSecretStore(new SecretClient(vault, provider.GetRequiredService<TokenCredential>())));
            services.TryAddSingleton(provider => new KeyVaultKeys(vault, provider.GetRequiredService<TokenCredential>(), new KeyVaultKeyOptions()));
            services.TryAddSingleton<IKeyRing, KeyVaultKeyRing>();
        }

        services.AddInboxRedaction();
        services.AddHostedService<RecoveryLoop>();
        return services;
    }
}
