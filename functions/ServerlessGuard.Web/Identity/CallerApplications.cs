using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Web.Identity;

/// <summary>
/// Which application a principal acts as. Indexed once per policy snapshot. A principal that two applications claim acts
/// as none: the guard does not guess a tier. GUIDs differ in case between portals, so case does not tell principals apart.
/// </summary>
internal static class CallerApplications
{
    private static readonly ConditionalWeakTable<GuardPolicy, FrozenDictionary<string, ApplicationPolicy>> s_bySnapshot = [];

    public static ApplicationPolicy? Of(string principal, GuardPolicy policy) =>
        s_bySnapshot.GetValue(policy, Index).GetValueOrDefault(principal);

    private static FrozenDictionary<string, ApplicationPolicy> Index(GuardPolicy policy) => policy.Applications.Values
        .SelectMany(static application => application.Callers.Distinct(StringComparer.OrdinalIgnoreCase).Select(caller => (caller, application)))
        .GroupBy(static pair => pair.caller, StringComparer.OrdinalIgnoreCase)
        .Where(static group => group.Count() == 1)
        .ToFrozenDictionary(static group => group.Key, static group => group.Single().application, StringComparer.OrdinalIgnoreCase);
}
