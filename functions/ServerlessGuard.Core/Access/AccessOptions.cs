namespace ServerlessGuard.Core.Access;

/// <summary>The scope of an access review and its look-back period.</summary>
public sealed record AccessOptions
{
    /// <summary>A grant unused for this long is stale. Default 90 days.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromDays(90);

    /// <summary>ARM ids of what guards the models: function apps, vault, storage; beside the resources that the policy names.</summary>
    public IReadOnlyList<string> GuardResources { get; init; } = [];

    /// <summary>Whether this host may list versions of the credentials' secrets, to read the age of keys that were never rotated.</summary>
    public bool ReadsSecretVersions { get; init; }
}
