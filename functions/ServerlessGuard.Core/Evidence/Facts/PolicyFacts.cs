using System.Globalization;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>The requirements of the policy in force as facts: a pure function of the policy.</summary>
public static class PolicyFacts
{
    public static IReadOnlyList<Fact> Of(GuardPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var used = policy.Applications.Values.CountBy(static a => a.Tier).ToDictionary(StringComparer.Ordinal);
        return
        [
            new Fact { Kind = FactKinds.Policy, Time = now, Values = Policy(policy, used.Keys) },
            .. Sorted(policy.Tiers).Select(t => Of(FactKinds.Tier, t.Id, now, Tier(t, used.GetValueOrDefault(t.Id)))),
            .. Sorted(policy.Tools).Select(t => Of(FactKinds.Tool, t.Id, now, Tool(t, policy.BindsTools))),
            .. Sorted(policy.Models).Select(m => Of(FactKinds.Model, m.Id, now, new()
            {
                ["platform"] = m.Platform,
                ["standby"] = YesNo(m.Standby is not null),
                ["probes"] = YesNo(m.Probes is not null),
            })),
            .. Sorted(policy.Attesters).Select(a => Of(FactKinds.Attester, a.Id, now, new()
            {
                ["key"] = "ed25519:" + Convert.ToBase64String(a.PublicKey.Span),
                ["valid_days"] = Number(a.ValidFor.TotalDays),
            })),
            .. Sorted(policy.Connectors).Select(c => Of(FactKinds.Connector, c.Id, now, new()
            {
                ["owner"] = c.Owner,
                ["identity"] = c.Identity,
                ["scopes"] = string.Join(',', c.Scopes),
            })),
        ];
    }

    private static Dictionary<string, string> Tool(ToolPolicy tool, bool isBound)
    {
        var values = new Dictionary<string, string>
        {
            ["effect"] = PolicyEnumNames.Of(tool.Effect),
            ["arguments"] = YesNo(tool.Arguments is not null),
            ["otherwise"] = PolicyEnumNames.OfDecision(tool.Otherwise),
            ["untrusted"] = PolicyEnumNames.OfDecision(tool.Untrusted),
            ["limited"] = YesNo(tool.Limit is not null),
        };
        if (isBound)
        {
            values["connector"] = tool.Connector ?? "none";
        }

        return values;
    }

    private static Dictionary<string, string> Policy(GuardPolicy policy, IEnumerable<string> used)
    {
        var tiers = used.Select(id => policy.Tiers[id]).OrderBy(static t => t.Id, StringComparer.Ordinal).ToList();
        var values = new Dictionary<string, string>
        {
            ["revision"] = policy.RevisionId,
            ["applications"] = Keys(policy.Applications),
            ["tiers"] = string.Join(',', tiers.Select(static t => t.Id)),
            ["observing_tiers"] = string.Join(',', tiers.Where(static t => t.Enforce == EnforceMode.Observe).Select(static t => t.Id)),
            ["tools"] = Keys(policy.Tools),
            ["models"] = Keys(policy.Models),
            ["attesters"] = Keys(policy.Attesters),
            ["credentials"] = Keys(policy.Credentials),
            ["connectors"] = Keys(policy.Connectors),
        };
        foreach (var (capability, principals) in policy.Access)
        {
            values["access." + capability] = string.Join(',', principals.Order(StringComparer.Ordinal));
        }

        return values;
    }

    private static Dictionary<string, string> Tier(TierPolicy tier, int applications) => new()
    {
        ["applications"] = Number(applications),
        ["enforce"] = PolicyEnumNames.Of(tier.Enforce),
        ["stream"] = PolicyEnumNames.Of(tier.Stream),
        ["on_guard_failure"] = PolicyEnumNames.Of(tier.OnGuardFailure),
        ["input.personal"] = PolicyEnumNames.Of(tier.Input.Personal),
        ["input.secrets"] = PolicyEnumNames.Of(tier.Input.Secrets),
        ["input.injection"] = PolicyEnumNames.Of(tier.Input.Injection),
        ["output.personal"] = PolicyEnumNames.Of(tier.Output.Personal),
        ["output.secrets"] = PolicyEnumNames.Of(tier.Output.Secrets),
        ["output.markup"] = PolicyEnumNames.Of(tier.Output.Markup),
        ["output.leakage"] = PolicyEnumNames.Of(tier.Output.Leakage),
        ["review.hold_above"] = Number(tier.Review.HoldAbove),
        ["review.sample"] = Number(tier.Review.Sample),
        ["review.four_eyes"] = YesNo(tier.Review.FourEyes),
        ["review.sla_minutes"] = Number(tier.Review.Sla.TotalMinutes),
        ["review.on_timeout"] = PolicyEnumNames.OfDecision(tier.Review.OnTimeout),
        ["retain.content_days"] = Number(tier.Retain.Content.TotalDays),
        ["retain.proofs_days"] = Number(tier.Retain.Proofs.TotalDays),
        ["rollback.drill_every_days"] = Number(tier.Rollback.DrillEvery.TotalDays),
        ["rollback.restore_within_seconds"] = Number(tier.Rollback.RestoreWithin.TotalSeconds),
    };

    private static Fact Of(string kind, string subject, DateTimeOffset now, Dictionary<string, string> values) =>
        new() { Kind = kind, Subject = subject, Time = now, Values = values };

    private static IEnumerable<T> Sorted<T>(IReadOnlyDictionary<string, T> map) =>
        map.OrderBy(static p => p.Key, StringComparer.Ordinal).Select(static p => p.Value);

    private static string Keys<T>(IReadOnlyDictionary<string, T> map) => string.Join(',', map.Keys.Order(StringComparer.Ordinal));

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
