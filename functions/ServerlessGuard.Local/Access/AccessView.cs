using System.Globalization;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Ports;
using Spectre.Console;
using Capabilities = ServerlessGuard.Core.Access.Capabilities;

namespace ServerlessGuard.Local.Access;

/// <summary>An access review for people and for machines.</summary>
internal static class AccessView
{
    public static object Of(AccessReview review) => new
    {
        review.Time,
        review.Source,
        review.PolicyRevision,
        review.IsAsExpected,
        review.IsUsageKnown,
        Grants = review.Grants.Select(static grant => new
        {
            Capability = Capabilities.NameOf(grant.Capability),
            grant.Resource,
            grant.Principal,
            grant.Name,
            grant.Through,
            grant.Scope,
            Means = grant.Path.ToString(),
            grant.IsEligible,
            grant.IsConditional,
            grant.Until,
            grant.LastUsed,
            Flags = Words(grant.Flags),
        }),
        review.Machines,
    };

    public static void Write(IAnsiConsole console, AccessReview review)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Can", "Who", "Through", "Where", "Flags");
        foreach (var group in review.Grants.GroupBy(static g => (g.Principal, g.Name, Through: Describe(g), g.Scope, g.Flags)))
        {
            var can = string.Join(", ", group.Select(static g => Capabilities.NameOf(g.Capability)).Distinct());
            table.AddRow(
                new Text(can), new Text(group.Key.Name ?? group.Key.Principal), new Text(group.Key.Through),
                new Text(Short(group.Key.Scope)), new Text(string.Join(", ", Words(group.Key.Flags))));
        }

        console.Write(table);
        var machines = new Table { Border = TableBorder.Rounded };
        machines.AddColumns("Machine", "Owner", "May", "Key made", "Last used", "Expires");
        foreach (var machine in review.Machines)
        {
            machines.AddRow(
                new Text($"{machine.Kind} {machine.Id}"), new Text(machine.Owner ?? "NOBODY"),
                new Text(string.Join(", ", machine.Scopes.Select(Short))),
                new Text(Day(machine.LastRotated) + (machine.IsOld ? " TOO OLD" : "")),
                new Text(Day(machine.LastUsed) + (machine.IsDormant ? " DORMANT" : "")),
                new Text(Day(machine.Expires)));
        }

        console.Write(machines);
        var unexpected = review.Grants.Count(static g => g.Flags.HasFlag(GrantFlags.Unexpected));
        console.WriteLine(unexpected == 0
            ? $"{review.Grants.Count} grants, every one named in the policy's access."
            : $"{unexpected} of {review.Grants.Count} grants are not named in the policy's access. Take them away, or name who is meant.");
        if (!review.IsUsageKnown)
        {
            console.WriteLine("The logs do not reach back far enough to say what is unused.");
        }
    }

    internal static string[] Words(GrantFlags flags) =>
        [.. Enum.GetValues<GrantFlags>()
            .Where(flag => flag != GrantFlags.None && flags.HasFlag(flag))
            .Select(static flag => WireName.Of(flag))];

    private static string Describe(Grant grant) =>
        grant.Through
        + grant.Path switch { GrantPath.Key => " (its keys)", GrantPath.Escalation => " (grants itself)", _ => "" }
        + (grant.IsEligible ? ", eligible" : "")
        + (grant.IsConditional ? ", conditional" : "")
        + (grant.Until is { } until ? $", until {Day(until)}" : "");

    /// <summary>The last two steps of a long path or id.</summary>
    private static string Short(string scope)
    {
        var parts = scope.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 3 ? "…/" + string.Join('/', parts[^2..]) : scope;
    }

    private static string Day(DateTimeOffset? time) => time is { } known ? known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "-";
}
