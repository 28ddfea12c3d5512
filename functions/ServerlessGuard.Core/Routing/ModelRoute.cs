using System.Text.Json.Serialization;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Routing;

/// <summary>The destination of a model's calls. Immutable; changed through <see cref="ModelRoutes"/>.</summary>
public sealed record ModelRoute
{
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>Deployment -> share of calls, which sum to 100. Empty: the policy's deployment gets all.</summary>
    [JsonPropertyName("shares")]
    public IReadOnlyDictionary<string, int> Shares { get; init; } = new Dictionary<string, int>();

    /// <summary>The policy's deployments when <see cref="Shares"/> were set. A policy that names others has the last word.</summary>
    [JsonPropertyName("under")]
    public string Under { get; init; } = "";

    /// <summary>The guard sends no calls: no healthy revision is known.</summary>
    [JsonPropertyName("isPaused")]
    public bool IsPaused { get; init; }

    /// <summary>The person who stopped the model by hand; null without one. Only a person starts it again.</summary>
    [JsonPropertyName("stoppedBy")]
    public string? StoppedBy { get; init; }

    [JsonPropertyName("stoppedAt")]
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Deployment -> digest of the revision that was last seen there.</summary>
    [JsonPropertyName("revisions")]
    public IReadOnlyDictionary<string, string> Revisions { get; init; } = new Dictionary<string, string>();

    [JsonPropertyName("changed")]
    public DateTimeOffset? Changed { get; init; }

    /// <summary>No calls go to the model.</summary>
    [JsonIgnore]
    public bool IsClosed => IsPaused || StoppedBy is not null;

    /// <summary>
    /// The shares in force under a policy: those set, or all to its deployment. Those of a closed route count once it opens.
    /// </summary>
    public IReadOnlyDictionary<string, int> SharesFor(ModelPolicy model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Shares.Count > 0 && Under == NamesOf(model) ? Shares : new Dictionary<string, int> { [model.Deployment] = 100 };
    }

    /// <summary>Every call to one deployment.</summary>
    public ModelRoute To(ModelPolicy model, string deployment) => With(model, new Dictionary<string, int> { [deployment] = 100 });

    /// <summary>Throws <see cref="ArgumentException"/> unless the shares are 0 to 100 and sum to 100.</summary>
    public ModelRoute With(ModelPolicy model, IReadOnlyDictionary<string, int> shares)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(shares);
        return shares.Values.All(static share => share is >= 0 and <= 100) && shares.Values.Sum() == 100
            ? this with { Shares = shares, Under = NamesOf(model) }
            : throw new ArgumentException("Shares are 0 to 100 and sum to 100.", nameof(shares));
    }

    private static string NamesOf(ModelPolicy model) => $"{model.Deployment} {model.Standby}";
}
