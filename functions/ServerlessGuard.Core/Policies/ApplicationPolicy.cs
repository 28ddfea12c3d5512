using System.Collections.Frozen;

namespace ServerlessGuard.Core.Policies;

/// <summary>A caller of models: its identity, its tier, and the models and tools that it may use. Others are denied.</summary>
public sealed record ApplicationPolicy
{
    private ToolSet? _tools;

    public required string Id { get; init; }

    public required string Tier { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Principals that act as this application: <c>app:CLIENT-ID</c> (Entra) or <c>key:NAME</c> (local key).</summary>
    public required IReadOnlyList<string> Callers { get; init; }

    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Whether it may use a tool, by its id.</summary>
    public bool MayUse(string tool)
    {
        if (_tools is not { } known || !ReferenceEquals(known.Of, Tools))
        {
            _tools = known = new ToolSet(Tools, Tools.ToFrozenSet(StringComparer.Ordinal));
        }

        return known.Ids.Contains(tool);
    }

    /// <summary>Tools that it uses under rules of its own, by id; they stand in for the policy's whole rule of the tool.</summary>
    public FrozenDictionary<string, ToolPolicy> Rules { get; init; } = FrozenDictionary<string, ToolPolicy>.Empty;

    /// <summary>The rules of a tool for this application; null where the policy does not describe it.</summary>
    public ToolPolicy? RulesOf(GuardPolicy policy, string tool)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Rules.GetValueOrDefault(tool) ?? policy.Tools.GetValueOrDefault(tool);
    }

    /// <summary>
    /// Fields of a request, beyond the protocol's, that it may send although they hold objects or arrays or name capabilities.
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>The limit of each of its callers in a period; null for no limit.</summary>
    public CallerLimits? Limits { get; init; }

    /// <summary>Whether tokens in answers to this application are turned back into their originals.</summary>
    public bool Restore { get; init; }

    /// <summary>The webhook for its cases' decisions; null for none.</summary>
    public CallbackPolicy? Callback { get; init; }
}

/// <summary>The requests and tokens that one caller may use in a sliding period.</summary>
/// <param name="Requests">Interactions; null for any number.</param>
/// <param name="Tokens">Tokens that models read and wrote for it; null for any number.</param>
public sealed record CallerLimits(RateLimit? Requests, RateLimit? Tokens);

/// <summary>
/// The webhook for decisions on an application's cases. <paramref name="Secret"/> names the key in the secret store that calls are
/// signed with.
/// </summary>
public sealed record CallbackPolicy(Uri Url, string Secret);

/// <summary>The tools of an application as a set. A copy of a policy with other tools makes its own.</summary>
internal sealed record ToolSet(IReadOnlyList<string> Of, FrozenSet<string> Ids);
