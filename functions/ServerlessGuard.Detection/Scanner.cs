using System.Collections.Concurrent;
using ServerlessGuard.Detection.Views;

namespace ServerlessGuard.Detection;

/// <summary>
/// Finds what rules describe. Immutable and thread-safe; synchronous, no I/O. Work is linear in the text: one pass finds
/// all anchors, and each rule tries each start at most once with an automaton that never backtracks.
/// </summary>
public sealed class Scanner
{
    /// <summary>Findings below this confidence are not acted on.</summary>
    public const double DefaultThreshold = 0.5;

    /// <summary>
    /// Finds also what only its format supports, such as a bare number whose check digit is right: for reviews where a miss
    /// costs more than a false alarm.
    /// </summary>
    public const double SensitiveThreshold = 0.1;

    /// <summary>Confidence of a match that its label calls one, though its check fails.</summary>
    public const double LabelledConfidence = 0.5;

    /// <summary>How far before a match a context word counts, in UTF-16 units of normalised text.</summary>
    public const int ContextReach = 96;

    /// <summary>How far after a match a context word counts.</summary>
    public const int ContextReachAfter = 32;

    /// <summary>How far before a match its <see cref="Rule.LabelCheck"/> sees.</summary>
    public const int LabelReach = 64;

    /// <summary>Rules with a longer maximum length hold a stream back only from their opening literal on.</summary>
    public const int LongestOrdinary = 256;

    // Lists of more findings are left to the collector.
    private const int MostKept = 4096;

    private readonly ViewScanner _views;
    private readonly ConcurrentBag<List<Finding>> _lists = []; // to be used again, so that clean text allocates nothing

    /// <summary>Builds all automata: nothing is left to build while scanning.</summary>
    /// <exception cref="ArgumentException">A rule breaks a bound; the message names it.</exception>
    public Scanner(IReadOnlyList<Rule> rules)
    {
        Rules = rules;
        var index = new RuleIndex(rules);
        (HoldBack, KeepBehind) = (index.HoldBack, index.KeepBehind);
        _views = new ViewScanner(index);
    }

    /// <summary>Every rule that ships. Its first text costs little more than later ones.</summary>
    public static Scanner Default { get; } = WarmedUp(new Scanner(RuleCatalogue.All));

    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>
    /// The most that text is held back in a stream where a rule could be running, in units of normalised text (longer only from
    /// the opening literal of a long format on). Where none is, nothing is held back.
    /// </summary>
    public int HoldBack { get; }

    /// <summary>How much text before <c>from</c> a caller of <see cref="ScanSegment"/> must keep, in normalised units.</summary>
    public int KeepBehind { get; }

    /// <summary>A scanner over the rules of some categories.</summary>
    public Scanner For(params IReadOnlyCollection<FindingCategory> categories) =>
        new([.. Rules.Where(rule => categories.Contains(rule.Category))]);

    /// <summary>
    /// All findings in <paramref name="text"/> at or above <paramref name="threshold"/>, overlapping ones included, ordered
    /// by start, then longer first, then rule id. Offsets lie on the original text.
    /// </summary>
    public IReadOnlyList<Finding> Scan(ReadOnlySpan<char> text, double threshold = DefaultThreshold)
    {
        var findings = _lists.TryTake(out var taken) ? taken : [];
        ScanSegment(text, 0, isLast: true, threshold, findings);
        IReadOnlyList<Finding> result = findings.Count == 0 ? [] : findings.ToArray();
        Return(findings);
        return result;
    }

    /// <summary>
    /// Scans a stretch of a longer text. Adds the findings that start at or after <paramref name="from"/> and before the
    /// returned position, which are exactly those a scan of the whole text would give there; what starts later is not
    /// decided yet. The result does not depend on how the text was cut, as long as the stretch begins at a boundary
    /// (<see cref="Normaliser.IsBoundary"/>) at least <see cref="KeepBehind"/> normalised units before
    /// <paramref name="from"/>, or at the text's beginning.
    /// </summary>
    /// <returns>
    /// The position, in original units, up to which starts are decided; the text's length when <paramref name="isLast"/>.
    /// </returns>
    public int ScanSegment(ReadOnlySpan<char> text, int from, bool isLast, double threshold, List<Finding> findings)
    {
        var found = _lists.TryTake(out var taken) ? taken : [];
        var settled = _views.Scan(text, from, isLast, threshold, depth: 0, found);
        found.Sort(static (a, b) =>
            a.Start != b.Start ? a.Start.CompareTo(b.Start)
            : a.Length != b.Length ? b.Length.CompareTo(a.Length)
            : string.CompareOrdinal(a.Rule.Id, b.Rule.Id) is not 0 and var order ? order
            : b.Confidence.CompareTo(a.Confidence));
        foreach (var finding in found)
        {
            // Two literals of one rule, two groups of one digit run, or two views may lead to the same match.
            if (finding.Start >= from
                && finding.Start < settled
                && (findings.Count == 0
                    || findings[^1] is var last
                    && (last.Start, last.Length, last.Rule) != (finding.Start, finding.Length, finding.Rule)))
            {
                findings.Add(finding);
            }
        }

        Return(found);
        return Math.Max(settled, Math.Min(from, text.Length));
    }

    /// <summary>The work of a scan in steps: symbols read, places, words and threads looked at. The same on every machine.</summary>
    internal long CountSteps(ReadOnlySpan<char> text, double threshold = DefaultThreshold) => _views.CountSteps(text, threshold);

    private void Return(List<Finding> list)
    {
        if (list.Capacity <= MostKept)
        {
            list.Clear();
            _lists.Add(list);
        }
    }

    // Code is compiled when it first runs, which costs far more than to scan: without this, the first text would pay for it.
    private static Scanner WarmedUp(Scanner scanner)
    {
        const int Every = 16;
        var some = scanner.Rules.Where(static (_, number) => number % Every == 0);
        var text = string.Join('\n', some.SelectMany(static rule => rule.Positives));
        scanner.Scan(text);
        scanner.Scan("nothing to find");
        scanner.ScanSegment(text, 0, isLast: false, DefaultThreshold, []);
        return scanner;
    }
}
