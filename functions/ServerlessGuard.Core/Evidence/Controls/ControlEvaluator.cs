using System.Globalization;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>
/// Decides controls: a pure function of the controls, the facts and the time. A missing, too old, future or incomplete fact
/// makes a control unknown. An entry decides nothing unless the log that holds it was verified as intact.
/// </summary>
public static class ControlEvaluator
{
    /// <summary>The greatest age of a verification of the log at which its entries count.</summary>
    public static readonly TimeSpan LogTrust = TimeSpan.FromDays(1);

    /// <summary>The greatest difference between the clocks of two machines.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<ControlResult> Evaluate(IReadOnlyList<Control> controls, FactSet facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(controls);
        ArgumentNullException.ThrowIfNull(facts);
        return [.. controls.Select(c => new ControlResult(c, [.. c.DecidedBy.Select(r => Decide(r, facts, now))]))];
    }

    private static RequirementResult Decide(Requirement requirement, FactSet facts, DateTimeOffset now)
    {
        if (Distrust(requirement, facts, now) is { } reason)
        {
            return new(requirement, ControlStatus.Unknown, reason, []);
        }

        var concerned = facts.Facts.Where(requirement.Concerns).ToList();
        if (concerned.Find(f => f.Time > now + Skew) is { } ahead)
        {
            return new(requirement, ControlStatus.Unknown, "A fact is dated ahead of the clock.", [ahead]);
        }

        return requirement switch
        {
            { Never: true } => Never(requirement, concerned, facts, now),
            { ForEach: { } list } => ForEach(requirement, list, concerned, facts, now),
            { By: not null } => Each(
                requirement, [.. concerned.Select(requirement.SubjectOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                concerned, now, []),
            _ => Each(requirement, [""], concerned, now, []),
        };
    }

    /// <summary>The reason not to trust the facts of this requirement; null when there is none.</summary>
    private static string? Distrust(Requirement requirement, FactSet facts, DateTimeOffset now)
    {
        if (!facts.IsComplete(requirement.Fact))
        {
            return $"Facts of the kind {requirement.Fact} are missing from the set.";
        }

        if (!FactKinds.IsEntry(requirement.Fact))
        {
            return null;
        }

        var verified = Newest(facts.IsComplete(FactKinds.LogVerified) ? facts.Kind(FactKinds.LogVerified) : []);
        return verified.Count == 0 || verified[0].Time < now - LogTrust || verified[0].Time > now + Skew
            ? $"The guard has not verified the audit log within {PolicyUnits.Show(LogTrust)}, so its entries prove nothing."
            : verified.Any(static f => f.Values.GetValueOrDefault("intact") != "yes")
                ? "The audit log is not intact, so its entries prove nothing." : null;
    }

    private static RequirementResult Never(Requirement requirement, List<Fact> concerned, FactSet facts, DateTimeOffset now)
    {
        if (Newest(concerned) is [var last, ..] && last.Time >= now - requirement.MaxAge)
        {
            return new(requirement, ControlStatus.Fails, $"It happened {Ago(now - last.Time)}.", [last]);
        }

        // The absence of an entry proves something only while the log is still written and signed.
        var head = Newest(facts.IsComplete(FactKinds.LogCheckpoint) ? facts.Kind(FactKinds.LogCheckpoint) : []);
        return head is [var checkpoint, ..] && checkpoint.Time >= now - requirement.MaxAge && checkpoint.Time <= now + Skew
            ? new(requirement, ControlStatus.Holds, $"It did not happen within {PolicyUnits.Show(requirement.MaxAge)}.", [checkpoint])
            : new(
                requirement, ControlStatus.Unknown, "The newest checkpoint of the log is too old to show that it did not happen.",
                [.. head.Take(1)]);
    }

    private static RequirementResult ForEach(Requirement requirement, string list, List<Fact> concerned, FactSet facts, DateTimeOffset now)
    {
        var policy = Newest(facts.IsComplete(FactKinds.Policy) ? facts.Kind(FactKinds.Policy) : []);
        if (policy is not [var stated] || stated.Time < now - requirement.MaxAge || stated.Time > now + Skew)
        {
            return new(requirement, ControlStatus.Unknown, "The policy in force is unknown.", []);
        }

        string[] subjects = stated.Values.GetValueOrDefault(list, "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return subjects.Length == 0
            ? new(requirement, ControlStatus.Unknown, $"The policy lists no {list.Replace('_', ' ')}.", [stated])
            : Each(requirement, subjects, concerned, now, [stated]);
    }

    private static RequirementResult Each(
        Requirement requirement, string[] subjects, List<Fact> concerned, DateTimeOffset now, List<Fact> context)
    {
        var (status, reason) = (ControlStatus.Holds, "");
        var deciding = new List<Fact>(context);
        if (subjects.Length == 0)
        {
            return new(requirement, ControlStatus.Unknown, "No such fact is on record.", deciding);
        }

        foreach (var subject in subjects)
        {
            var newest = Newest(concerned.Where(f => requirement.SubjectOf(f) == subject));
            deciding.AddRange(newest);
            var (one, why) = Judge(requirement, newest, now);
            if (one == ControlStatus.Fails && status != ControlStatus.Fails
                || one == ControlStatus.Unknown && status == ControlStatus.Holds)
            {
                (status, reason) = (one, subject.Length == 0 ? why : $"{subject}: {why}");
            }
            else if (status == ControlStatus.Holds && (reason.Length == 0 || subjects.Length > 1))
            {
                reason = subjects.Length == 1 ? why : string.Create(CultureInfo.InvariantCulture, $"Holds for all {subjects.Length}.");
            }
        }

        return new(requirement, status, reason, deciding);
    }

    private static (ControlStatus Status, string Why) Judge(Requirement requirement, List<Fact> newest, DateTimeOffset now)
    {
        if (newest.Count == 0)
        {
            return (ControlStatus.Unknown, "No such fact is on record.");
        }

        var age = now - newest[0].Time;
        if (age > requirement.MaxAge)
        {
            return (ControlStatus.Unknown, $"The newest fact is {Span(age)} old (at most {PolicyUnits.Show(requirement.MaxAge)}).");
        }

        var broken = requirement.Is.FirstOrDefault(c => !newest.TrueForAll(c.Holds));
        return broken is null
            ? (ControlStatus.Holds, $"Seen {Ago(age)}.")
            : (
                ControlStatus.Fails,
                $"{broken.Value} is {Shown(newest.First(f => !broken.Holds(f)).Values.GetValueOrDefault(broken.Value, ""))} (expected {broken.Expected}).");
    }

    /// <summary>
    /// The facts of the latest time, and of these the latest in the log; more than one only where their order is unknown.
    /// </summary>
    private static List<Fact> Newest(IEnumerable<Fact> facts)
    {
        var all = facts.ToList();
        if (all.Count == 0)
        {
            return all;
        }

        var last = all.Max(static f => (f.Time, f.Entry ?? -1));
        return all.FindAll(f => (f.Time, f.Entry ?? -1) == last);
    }

    private static string Shown(string value) => value.Length == 0 ? "absent" : value;

    private static string Ago(TimeSpan age) => age < TimeSpan.FromMinutes(1) ? "just now" : $"{Span(age)} ago";

    private static string Span(TimeSpan age) => age switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (int)age.TotalMinutes)} min"),
    };
}

/// <summary>A control with the results of its requirements: it fails when one fails, and holds when all hold.</summary>
public sealed record ControlResult(Control Control, IReadOnlyList<RequirementResult> Requirements)
{
    public ControlStatus Status { get; } = Requirements.Any(static r => r.Status == ControlStatus.Fails) ? ControlStatus.Fails
        : Requirements.Count > 0 && Requirements.All(static r => r.Status == ControlStatus.Holds) ? ControlStatus.Holds
        : ControlStatus.Unknown;
}

/// <summary>The status of one requirement, its reason as a sentence, and the facts that decided it.</summary>
public sealed record RequirementResult(Requirement Requirement, ControlStatus Status, string Reason, IReadOnlyList<Fact> Facts);
