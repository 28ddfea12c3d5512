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
    /// <summary>Finding needs none.</summary>
    private static readonly TokenSession NoSession = null!;

    private readonly Redactor _redactor;
    private readonly RedactionPlan _plan;
    private readonly TokenSession _session;
    private readonly int _maxApplied;
    private readonly List<Finding> _found = [];
    private readonly List<Finding> _acted = [];
    private readonly List<Finding> _allowed = [];
    private readonly List<AppliedFinding> _applied = [];
    private readonly NameWindow? _names;
    private readonly RemoteMarkup? _markup;
    private int _context;
    private long _origin;
    private long _written;
    private bool _reserved;

    /// <param name="redactor">Whose scanner and markers are used.</param>
    /// <param name="plan">The action per category.</param>
    /// <param name="session">The session that issues tokens.</param>
    /// <param name="from">The offset of the text in the first window; the text before it is context.</param>
    /// <param name="maxApplied">How many applied findings are kept; beyond it they are only counted.</param>
    public RedactionPass(Redactor redactor, RedactionPlan plan, TokenSession session, int from, int maxApplied)
    {
        (_redactor, _plan, _session, _maxApplied) = (redactor.For(plan), plan, session, maxApplied);
        (Released, _context, _origin) = (from, from, -from);
        _markup = plan.Markup == GuardAction.Allow ? null : new RemoteMarkup();
        _names = plan.Names && plan.Personal != GuardAction.Allow ? new NameWindow(redactor.Names ?? NameTagger.Default) : null;
    }

    /// <summary>Window offset up to which findings are known.</summary>
    public int Scanned { get; private set; }

    /// <summary>Window offset up to which text has been handed out.</summary>
    public int Released { get; private set; }

    /// <summary>Window offset from which text must be kept for what is not decided yet.</summary>
    public int Needed => _names?.From ?? int.MaxValue;

    /// <summary>The only window holds the whole text. The injection model judges whole texts alone.</summary>
    private bool IsWhole { get; init; }

    public bool Changed { get; private set; }

    public GuardAction Strictest { get; private set; }

    public IReadOnlyList<AppliedFinding> Applied => _applied;

    public Dictionary<string, long> Counts { get; } = [];

    /// <summary>How many regions were masked because the planned action could not be done.</summary>
    public long Masked { get; private set; }

    /// <summary>How values are spelled; called with offsets of the window.</summary>
    public ValueSpelling? Spelling { get; set; }

    /// <summary>Everything that is found in a whole text, whatever the plan does with it: for <see cref="Complete"/>.</summary>
    public static IReadOnlyList<Finding> FindAll(Redactor redactor, RedactionPlan plan, ReadOnlySpan<char> text)
    {
        if (!plan.Names && plan.InjectionAbove is null && (plan.Markup == GuardAction.Allow || !RemoteMarkup.MayBeIn(text)))
        {
            // Most texts: what is clean costs no allocation.
            return redactor.ScannerFor(plan).Scan(text, plan.Threshold);
        }

        var pass = new RedactionPass(redactor, plan, NoSession, 0, int.MaxValue) { IsWhole = true };
        pass.Find(text, isLast: true);
        return pass._found;
    }

    /// <summary>Writes a whole text with its findings.</summary>
    public void Complete(ReadOnlySpan<char> text, IReadOnlyList<Finding> found, StringBuilder output)
    {
        _found.AddRange(found);
        Act(text, text.Length, isLast: true, output);
    }

    /// <summary>Scans what is new in the window and writes what is decided.</summary>
    public void Advance(ReadOnlySpan<char> window, bool isLast, StringBuilder output)
    {
        _found.Clear();
        _reserved = false;
        Act(window, Find(window, isLast), isLast, output);
    }

    /// <summary>Returns the offset up to which all findings are decided.</summary>
    private int Find(ReadOnlySpan<char> window, bool isLast)
    {
        var settled = _redactor.Scanner.ScanSegment(window, Scanned, isLast, _plan.Threshold, _found);
        settled = AddByModels(window, settled, isLast);
        return Math.Min(settled, _markup?.Find(window, Scanned, isLast, _found) ?? settled);
    }

    private void Act(ReadOnlySpan<char> window, int settled, bool isLast, StringBuilder output)
    {
        // A marker that is cut off at the window's end could not be distinguished from text.
        var open = isLast ? window.Length : RedactionMarkers.Open(window);
        var limit = isLast ? window.Length : Math.Max(Scanned, Math.Min(settled, open));
        foreach (var finding in _found)
        {
            if (!isLast && (finding.Start >= limit || finding.End > open))
            {
                limit = Math.Min(limit, finding.Start);
                break;
            }

            if (finding.End <= _context || _redactor.RedactionMarkers.Cover(window, finding, _session))
            {
                continue;
            }

            if (_redactor.ActionOf(_plan, window, finding) == GuardAction.Allow)
            {
                _allowed.Add(finding);
                continue;
            }

            var end = SpanExpander.End(window, finding, isLast);
            if (end < 0)
            {
                limit = finding.Start;
                break;
            }

            var start = Math.Max(SpanExpander.Start(window, finding.Start), _context);
            _acted.Add(finding with { Start = start, Length = end - start });
        }

        Scanned = Math.Max(Scanned, limit);
        _names?.Settle(Scanned);
        _markup?.Settle(Scanned);

        // The word that the next finding may stand in is undecided from its beginning on, and so is a region that reaches into it.
        var decided = isLast ? limit : SpanExpander.Start(window, limit);
        var cut = Math.Max(decided, Released);
        foreach (var region in Regions())
        {
            if (region.End > decided)
            {
                cut = Math.Min(region.Start, cut);
                break;
            }

            Write(window, region, output);
        }

        Copy(window, cut, output);
        _acted.RemoveAll(finding => finding.End <= Released);
        _allowed.RemoveAll(finding => finding.Start < Released);
    }

    /// <summary>The window loses its first <paramref name="count"/> units.</summary>
    public void Shift(int count)
    {
        Scanned -= count;
        Released -= count;
        _context = Math.Max(0, _context - count);
        _origin += count;
        _names?.Shift(count);
        _markup?.Shift(count);
        Shift(_acted, count);
        Shift(_allowed, count);
    }

    /// <summary>Finds names, which no pattern finds. Returns the offset up to which all findings are decided.</summary>
    private int AddByModels(ReadOnlySpan<char> window, int settled, bool isLast)
    {
        var before = _found.Count;
        if (_names is not null)
        {
            settled = Math.Min(settled, _names.Find(window, Scanned, isLast, _plan.Threshold, _found));
        }

        if (IsWhole && _plan.InjectionAbove is { } above && _plan.Injection != GuardAction.Allow)
        {
            var rule = _found.Where(static finding => finding.Rule.Category == FindingCategory.Injection)
                .Select(static finding => finding.Confidence)
                .DefaultIfEmpty()
                .Max();
            var score = InjectionModel.Default.Score(window, _plan.Role, rule);
            if (score.Length > 0 && score.Probability >= above)
            {
                _found.Add(new Finding(score.Start, score.Length, InjectionScore.Rule, score.Probability));
            }
        }

        if (_found.Count > before)
        {
            _found.Sort(static (left, right) => left.Start.CompareTo(right.Start));
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
        var regions = Overlaps.Resolve(_acted, Released);
        if (_allowed.Count == 0)
        {
            return regions;
        }

        // An allowed finding inside a replaced region is gone with it.
        var free = _allowed.Where(finding => !Touches(regions, finding)).ToList();
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
            _written += end - Released;
            Released = end;
        }
    }

    private void Write(ReadOnlySpan<char> window, FindingCluster region, StringBuilder output)
    {
        Copy(window, region.Start, output);
        var action = GuardAction.Allow;
        foreach (var member in region.Members)
        {
            var named = _redactor.ActionOf(_plan, window, member);
            action = named > action ? named : action;
            if (member.Rule.Category == FindingCategory.Secret)
            {
                _session.SecretCandidates?.Add(window.Slice(region.Start, region.Length));
            }
        }

        var newLength = region.Length;
        var planned = action;
        action = _plan.IsFinal && action.NeedsKeys() ? GuardAction.Mask : action;
        if (action == GuardAction.Allow)
        {
            output.Append(window.Slice(region.Start, region.Length));
        }
        else
        {
            // Text that already looks like a token must not become one: it would be restored although the guard did not issue it.
            if (action == GuardAction.Tokenise && !_reserved)
            {
                _session.Reserve(window);
                _reserved = true;
            }

            var value = new string(window.Slice(region.Start, region.Length));
            var spelling = action == GuardAction.Tokenise ? Spelling?.Invoke(region.Start, value) : null;
            var replacement = Replacement.For(region.Best.Rule, ref action, value, _session, spelling);
            if (action != planned && _plan.IsExact)
            {
                throw new ActionNotPossibleException(
                    region.Best.Rule.Kind, planned, planned == GuardAction.Tokenise ? _session.WhyNot(value) : "nothing in it can vary");
            }

            output.Append(replacement);
            newLength = replacement.Length;
            Changed = true;
        }

        Record(region, planned, action, newLength);
        _written += newLength;
        Released = region.End;
    }

    private void Record(FindingCluster region, GuardAction planned, GuardAction action, int newLength)
    {
        Strictest = action > Strictest ? action : Strictest;
        Masked += action == planned ? 0 : 1;
        var kind = region.Best.Rule.Kind;
        Counts[kind] = Counts.GetValueOrDefault(kind) + 1;
        if (_applied.Count < _maxApplied)
        {
            _applied.Add(new AppliedFinding
            {
                Rule = region.Best.Rule,
                Confidence = region.Best.Confidence,
                Start = _origin + region.Start,
                Length = region.Length,
                NewStart = _written,
                NewLength = newLength,
                Planned = planned,
                Action = action,
            });
        }
    }
}
