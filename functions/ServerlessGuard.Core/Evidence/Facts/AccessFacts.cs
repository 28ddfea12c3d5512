using System.Globalization;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>
/// The access that the platforms grant, read while the pack is made: for each capability its principals, the roles that grant
/// it, and the principals that the policy does not name. The review writes an entry of its own.
/// </summary>
public sealed class AccessFacts(AccessReviewer reviewer, IPolicySource policies) : IStateFactSource
{
    /// <summary>Most principals that a fact names; the counts cover all.</summary>
    private const int MostNamed = 50;

    public async ValueTask<IReadOnlyList<Fact>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var review = await reviewer.RunAsync(policies.Current, Actors.Guard, cancellationToken);
        return [.. Capabilities.All.Select(c => Of(c, review.Grants.Where(g => g.Capability == c).ToList(), now))];
    }

    private static Fact Of(Capability capability, List<Grant> grants, DateTimeOffset now) => new()
    {
        Kind = FactKinds.Access,
        Subject = Capabilities.NameOf(capability),
        Time = now,
        Values = new Dictionary<string, string>
        {
            ["grants"] = grants.Count.ToString(CultureInfo.InvariantCulture),
            ["principals"] = Names(grants),
            ["unexpected"] = Names(grants.Where(static g => g.Flags.HasFlag(GrantFlags.Unexpected))),
            ["through"] = List(grants.Select(static g => g.Through)),
        },
    };

    private static string Names(IEnumerable<Grant> grants) => List(grants.Select(static g => g.Name ?? g.Principal));

    /// <summary>A comma divides names, so none may hold one.</summary>
    private static string List(IEnumerable<string> names)
    {
        var all = names.Select(static n => n.Replace(',', ' ').Trim())
            .Where(static n => n.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return all.Count <= MostNamed
            ? string.Join(',', all)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', all.Take(MostNamed))},and {all.Count - MostNamed} more");
    }
}
