namespace ServerlessGuard.Core.Policies;

/// <summary>
/// An application's rights under one revision, and the action for each kind of finding: data for machines,
/// <see cref="Sentences"/> for people.
/// </summary>
public sealed record PolicyExplanation
{
    public required string Application { get; init; }

    public required string Revision { get; init; }

    public required string Tier { get; init; }

    /// <summary>enforce or observe.</summary>
    public required string Enforce { get; init; }

    /// <summary>live or buffered.</summary>
    public required string Stream { get; init; }

    public required IReadOnlyList<string> Callers { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    public required IReadOnlyList<ToolExplanation> Tools { get; init; }

    /// <summary>Category (personal, secrets, injection) -> action.</summary>
    public required IReadOnlyDictionary<string, string> Input { get; init; }

    /// <summary>Category (personal, secrets, markup, leakage) -> action.</summary>
    public required IReadOnlyDictionary<string, string> Output { get; init; }

    public required bool Restore { get; init; }

    public required IReadOnlyList<string> Sentences { get; init; }

    /// <summary>The explanation, or null when the policy has no such application.</summary>
    public static PolicyExplanation? For(GuardPolicy policy, string applicationId)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(applicationId);
        if (!policy.Applications.TryGetValue(applicationId, out var application))
        {
            return null;
        }

        var tier = policy.TierOf(application);
        return new PolicyExplanation
        {
            Application = application.Id,
            Revision = policy.RevisionId,
            Tier = tier.Id,
            Enforce = PolicyEnumNames.Of(tier.Enforce),
            Stream = PolicyEnumNames.Of(tier.Stream),
            Callers = application.Callers,
            Models = application.Models,
            Tools = [.. application.Tools.Select(t => ToolExplanation.For(application.RulesOf(policy, t)!))],
            Input = new Dictionary<string, string>
            {
                ["personal"] = PolicyEnumNames.Of(tier.Input.Personal),
                ["secrets"] = PolicyEnumNames.Of(tier.Input.Secrets),
                ["injection"] = PolicyEnumNames.Of(tier.Input.Injection),
                ["names"] = tier.Input.Names ? "on" : "off",
                ["dates"] = tier.Input.Dates ? "on" : "off",
            },
            Output = new Dictionary<string, string>
            {
                ["personal"] = PolicyEnumNames.Of(tier.Output.Personal),
                ["secrets"] = PolicyEnumNames.Of(tier.Output.Secrets),
                ["markup"] = PolicyEnumNames.Of(tier.Output.Markup),
                ["leakage"] = PolicyEnumNames.Of(tier.Output.Leakage),
                ["names"] = tier.Output.Names ? "on" : "off",
                ["dates"] = tier.Output.Dates ? "on" : "off",
            },
            Restore = application.Restore,
            Sentences = [.. PolicyDescriber.For(policy, application, tier)],
        };
    }
}
