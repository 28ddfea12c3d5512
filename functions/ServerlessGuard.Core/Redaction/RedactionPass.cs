using System.Text;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;
using ServerlessGuard.Detection.Injection;
using ServerlessGuard.Detection.Names;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Redacts a text that is seen through a moving window. A whole text is one window; a stream is many: both go through
/// here, so that they cannot differ. Offsets named "window" count from the window's first unit.
/// </summary>
internal sealed class RedactionPass
{
    private readonly Redactor redactor;
    private readonly RedactionPlan plan;
    private readonly TokenSession session;
    private readonly int maxApplied;
    private readonly List<Finding> found = [];
    private readonly List<Finding> acted = [];
    private readonly List<Finding> allowed = [];
    private readonly List<AppliedFinding> applied = [];
    private readonly NameWindow? names;
    private int context;
    private long origin;
    private long written;
    private bool reserved;

    /// <param name="redactor">Whose scanner and stand-ins are used.</param>
    /// <param name="plan">The action per category.</param>
    /// <param name="session">Where tokens come from.</param>
    /// <param name="from">Where the text begins in the first window; before it is context.</param>
    /// <param name="maxApplied">How many applied findings are kept; beyond it they are only counted.</param>
    public RedactionPass(Redactor redactor, RedactionPlan plan, TokenSession session, int from, int maxApplied)
    {
        (this.redactor, this.plan, this.session, this.maxApplied) = (redactor, plan, session, maxApplied);
        (Released, context, origin) = (from, from, -from);
        names = plan.Names && plan.Personal != GuardAction.Allow ? new NameWindow(redactor.Names ?? NameTagger.Default) : null;
    }

    /// <summary>Window offset up to which findings are known.</summary>
    public int Scanned { get; private set; }

    /// <summary>Window offset up to which text has been handed out.</summary>
    public int Released { get; private set; }

    /// <summary>Window offset from which text must be kept for what is not decided yet.</summary>
    public int Needed => names?.From ?? int.MaxValue;

    /// <summary>The only window holds the whole text. The injection model judges whole texts alone.</summary>
    public bool IsWhole { get; init; }

    public bool Changed { get; private set; }

    public GuardAction Strictest { get; private set; }

    public IReadOnlyList<AppliedFinding> Applied => applied;

    public Dictionary<string, long> Counts { get; } = [];

    /// <summary>Scans what is new in the window and writes what is decided.</summary>
    public void Advance(ReadOnlySpan<char> window, bool isLast, StringBuilder output)
    {
        found.Clear();
        reserved = false;
        var settled = redactor.Scanner.ScanSegment(window, Scanned, isLast, plan.Threshold, found);
        settled = AddByModels(window, settled, isLast);

        // A stand-in that is cut off at the window's end could not be told from text.
        var open = isLast ? window.Length : StandIns.Open(window);
        var limit = isLast ? window.Length : Math.Max(Scanned, Math.Min(settled, open));
        foreach (var finding in found)
        {
            if (!isLast && (finding.Start >= limit || finding.End > open))
            {
                limit = Math.Min(limit, finding.Start);
                break;
            }

            if (finding.End <= context || redactor.StandIns.Cover(window, finding, session))
            {
                continue;
            }

            if (plan[finding.Rule.Category] == GuardAction.Allow)
            {
                allowed.Add(finding);
                continue;
            }

            var end = SpanExpander.End(window, finding, isLast);
            if (end < 0)
            {
                limit = finding.Start;
                break;
            }

            var start = Math.Max(SpanExpander.Start(window, finding.Start), context);
            acted.Add(finding with { Start = start, Length = end - start });
        }

        Scanned = Math.Max(Scanned, limit);
        names?.Settle(Scanned);
        var cut = Math.Max(isLast ? limit : SpanExpander.Start(window, limit), Released);
        foreach (var region in Regions())
        {
            if (region.End > limit)
            {
                cut = Math.Min(region.Start, cut);
                break;
            }

            Write(window, region, output);
        }

        Copy(window, cut, output);
        acted.RemoveAll(finding => finding.End <= Released);
        allowed.RemoveAll(finding => finding.Start < Released);
    }

    /// <summary>The window loses its first <paramref name="count"/> units.</summary>
    public void Shift(int count)
    {
        Scanned -= count;
        Released -= count;
        context = Math.Max(0, context - count);
        origin += count;
        names?.Shift(count);
        Shift(acted, count);
        Shift(allowed, count);
    }

    /// <summary>What no pattern finds. Gives up to where all findings are decided.</summary>
    private int AddByModels(ReadOnlySpan<char> window, int settled, bool isLast)
    {
        var before = found.Count;
        if (names is not null)
        {
            settled = Math.Min(settled, names.Find(window, Scanned, isLast, plan.Threshold, found));
        }

        if (IsWhole && plan.InjectionAbove is { } above && plan.Injection != GuardAction.Allow)
        {
            var rule = found.Where(static finding => finding.Rule.Category == FindingCategory.Injection).Select(static finding => finding.Confidence).DefaultIfEmpty().Max();
            var score = InjectionModel.Default.Judge(window, plan.Role, rule);
            if (score.Length > 0 && score.Probability >= above)
            {
                found.Add(new Finding(score.Start, score.Length, InjectionScore.Rule, score.Probability));
            }
        }

        if (found.Count > before)
        {
            found.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        }

        return settled;
    }

    private static void Shift(List<Finding> findings, int count)
    {
        for (var i = 0; i < findings.Count; i++)
        {
            findings[i] = findings[i] with { Start = findings[i].Start - count };
        }
    }

    private IEnumerable<FindingCluster> Regions()
    {
        var regions = Overlaps.Resolve(acted, Released);
        if (allowed.Count == 0)
        {
            return regions;
        }

        // An allowed finding inside a replaced region is gone with it.
        var free = allowed.Where(finding => !Touches(regions, finding)).ToList();
        return regions.Concat(Overlaps.Resolve(free, Released)).OrderBy(static region => region.Start);
    }

    // Regions are ordered and disjoint: the first one that ends behind the finding's start decides.
    private static bool Touches(IReadOnlyList<FindingCluster> regions, Finding finding)
    {
        var (low, high) = (0, regions.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = regions[middle].End > finding.Start ? (low, middle) : (middle + 1, high);
        }

        return low < regions.Count && regions[low].Start < finding.End;
    }

    private void Copy(ReadOnlySpan<char> window, int end, StringBuilder output)
    {
        if (end > Released)
        {
            output.Append(window[Released..end]);
            written += end - Released;
            Released = end;
        }
    }

    private void Write(ReadOnlySpan<char> window, FindingCluster region, StringBuilder output)
    {
        Copy(window, region.Start, output);
        var action = GuardAction.Allow;
        foreach (var member in region.Members)
        {
            var named = plan[member.Rule.Category];
            action = named > action ? named : action;
            if (member.Rule.Category == FindingCategory.Secret)
            {
                session.Sightings?.Add(window.Slice(region.Start, region.Length));
            }
        }

        var newLength = region.Length;
        var planned = action;
        if (action == GuardAction.Allow)
        {
            output.Append(window.Slice(region.Start, region.Length));
        }
        else
        {
            // What already looks like a token must not become one: it would be restored although nobody put it there.
            if (action == GuardAction.Tokenise && !reserved)
            {
                session.Reserve(window);
                reserved = true;
            }

            var value = new string(window.Slice(region.Start, region.Length));
            var replacement = Replacement.For(region.Best.Rule, ref action, value, session);
            if (action != planned && plan.IsExact)
            {
                throw new ActionNotPossibleException(region.Best.Rule.Kind, planned, planned == GuardAction.Tokenise ? session.WhyNot(value) : "nothing in it can vary");
            }

            output.Append(replacement);
            newLength = replacement.Length;
            Changed = true;
        }

        Record(region, planned, action, newLength);
        written += newLength;
        Released = region.End;
    }

    private void Record(FindingCluster region, GuardAction planned, GuardAction action, int newLength)
    {
        Strictest = action > Strictest ? action : Strictest;
        var kind = region.Best.Rule.Kind;
        Counts[kind] = Counts.GetValueOrDefault(kind) + 1;
        if (applied.Count < maxApplied)
        {
            applied.Add(new AppliedFinding
            {
                Rule = region.Best.Rule,
                Confidence = region.Best.Confidence,
                Start = origin + region.Start,
                Length = region.Length,
                NewStart = written,
                NewLength = newLength,
                Planned = planned,
                Action = action,
            });
        }
    }
}
