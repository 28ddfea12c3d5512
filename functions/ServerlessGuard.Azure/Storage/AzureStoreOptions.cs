using System.ComponentModel.DataAnnotations;

namespace ServerlessGuard.Azure.Storage;

/// <summary>The addresses of the stores, and the identity of this host.</summary>
public sealed record AzureStoreOptions : IValidatableObject
{
    /// <summary>The data account's name; its endpoints follow from it.</summary>
    public string? Account { get; init; }

    /// <summary>The storage service's suffix, for other clouds.</summary>
    public string Suffix { get; init; } = "core.windows.net";

    /// <summary>Instead of <see cref="Account"/>: a connection string, for the emulator. Accounts of ours have no shared keys.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The client id of the duty's own identity. No other identity that the machine may have is used.</summary>
    public string? ManagedIdentityClientId { get; init; }

    /// <summary>The key vault; null where keys and secrets stay in the embedded stores.</summary>
    public Uri? Vault { get; init; }

    /// <summary>Whether containers, queues and tables are made when they are missing. An app of a duty may not: infra makes them.</summary>
    public bool CreateMissing { get; init; }

    /// <summary>The container of this host's own append logs.</summary>
    public string LogContainer { get; init; } = "log-gateway";

    /// <summary>The containers whose logs this host reads; its own is always among them.</summary>
    public IReadOnlyList<string> ReadLogContainers { get; init; } = [];

    /// <summary>Queues that are called otherwise in the account: <c>events</c> is <c>events-rotator</c> for the rotator.</summary>
    public IReadOnlyDictionary<string, string> Queues { get; init; } = new Dictionary<string, string>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Account is null == ConnectionString is null)
        {
            yield return new ValidationResult(
                "Give the storage account's name or a connection string, not both.", [nameof(Account), nameof(ConnectionString)]);
        }

        if (Vault is { IsAbsoluteUri: false } or { Scheme: not "https" })
        {
            yield return new ValidationResult("The vault's address is like https://NAME.vault.azure.net/.", [nameof(Vault)]);
        }
    }

    /// <summary>Leaves the connection string out.</summary>
    public override string ToString() => $"AzureStoreOptions {{ {Account ?? "emulator"} }}";
}
