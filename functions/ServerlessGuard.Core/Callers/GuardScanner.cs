using ServerlessGuard.Detection;
using ServerlessGuard.Detection.Injection;
using ServerlessGuard.Detection.Names;

namespace ServerlessGuard.Core.Callers;

/// <summary>
/// The scanner that every part of the guard uses: the rules of <see cref="RuleCatalogue"/> and the guard's own
/// (<see cref="CallerKeyRule"/>). Detection knows nothing of the guard, so the guard's rules join here.
/// </summary>
public static class GuardScanner
{
    /// <summary>Every rule, ordered by id.</summary>
    public static IReadOnlyList<Rule> Rules { get; } =
        [.. RuleCatalogue.All.Append(CallerKeyRule.Rule).OrderBy(static rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>The rules that name what models and markup's reader find: no pattern does, so the scanner does not have them.</summary>
    public static IReadOnlyList<Rule> ByModels { get; } = [.. NameRules.All, InjectionScore.Rule, .. RemoteMarkupRules.All];

    /// <summary>A scanner over <see cref="Rules"/>. Thread-safe.</summary>
    public static Scanner Default { get; } = new(Rules);
}
