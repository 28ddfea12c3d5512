using System.Collections.Concurrent;

namespace ServerlessGuard.Detection.Views;

/// <summary>
/// Scans a text and its views: what its encoded runs say, and what it says where sequences are decoded or separators left out.
/// Each run is decoded once, in a text that was decoded at most <see cref="Deepest"/> times. Thread-safe.
/// </summary>
internal sealed class ViewScanner
{
    /// <summary>How many times a text may have been encoded.</summary>
    public const int Deepest = 3;

    // In UTF-16 units. Buffers of longer texts are left to the collector: a burst of such texts would hold its memory for ever.
    private const int LongestKept = 1 << 19;

    private readonly ConcurrentBag<ScanBuffers> _spare = [];
    private readonly RuleIndex _index;
    private readonly RuleIndex? _injection;
    private readonly Turned _turned;
    private readonly Disguises _disguises;
    private readonly bool[] _beginsOrder;

    public ViewScanner(RuleIndex index)
    {
        _index = index;
        _turned = new Turned(index.Rules);
        var injection = index.Rules.Where(static rule => rule.Rule.Category == FindingCategory.Injection)
            .Select(static rule => rule.Rule).ToArray();
        _injection = injection.Length > 0 ? new RuleIndex(injection) : null;
        _disguises = new Disguises(injection);
        _beginsOrder = [.. index.Starting.Select(static rules =>
            rules.Any(static rule => rule.Rule.Category == FindingCategory.Injection))];
    }

    // The same tables with buffers of its own.
    private ViewScanner(ViewScanner other) => (_index, _injection, _turned, _disguises, _beginsOrder) =
        (other._index, other._injection, other._turned, other._disguises, other._beginsOrder);

    /// <summary>The steps of a scan of the text and all its views, in buffers that no other scan uses.</summary>
    public long CountSteps(ReadOnlySpan<char> text, double threshold)
    {
        var counted = new ViewScanner(this);
        counted.Scan(text, 0, isLast: true, threshold, depth: 0, []);
        return counted._spare.Sum(static buffers => buffers.Steps + buffers.Matcher.Steps);
    }

    /// <summary>
    /// Does what <see cref="Scanner.ScanSegment"/> says, with findings in any order and before <paramref name="from"/> too.
    /// </summary>
    public int Scan(ReadOnlySpan<char> text, int from, bool isLast, double threshold, int depth, List<Finding> findings)
    {
        var buffers = _spare.TryTake(out var taken) ? taken : new ScanBuffers();
        buffers.Clear(_index.Rules.Count);
        var unescaped = buffers.Unescaped.Decode(text, isLast);
        Normaliser.Normalise(unescaped, buffers.Normalised);
        var normal = buffers.Normalised.Of(unescaped);
        // The next character may still change the last character, by a mark.
        normal = isLast || normal.IsEmpty ? normal : normal[..buffers.Normalised.ClusterStart(normal.Length - 1)];
        var symbols = buffers.Map(normal);
        var first = buffers.Normalised.FirstAtOrAfter(buffers.Unescaped.FirstAtOrAfter(from));
        var edges = new Edges(normal, symbols, buffers.Scripts(unescaped, normal.Length), buffers);
        var scan = new Scan(_index, buffers, normal, symbols, edges, first, threshold);
        var openLiteral = scan.Run();
        var settled = isLast ? normal.Length : scan.Settled(openLiteral);
        if (depth < Deepest)
        {
            settled = Math.Min(settled, ScanRuns(normal, symbols, isLast, threshold, depth, buffers));
            settled = Math.Min(settled, ScanSequences(normal, first, isLast, threshold, buffers));
            if (_injection is not null)
            {
                settled = Math.Min(settled, ScanDisguises(_injection, normal, first, isLast, threshold, buffers));
            }
        }

        foreach (var finding in buffers.Findings)
        {
            var start = buffers.OriginalStart(finding.Start);
            findings.Add(finding with { Start = start, Length = buffers.OriginalEnd(finding.End - 1) - start });
        }

        settled = isLast ? text.Length : settled <= 0 ? 0 : buffers.OriginalStart(settled);
        Return(buffers, text.Length);
        return settled;
    }

    private void Return(ScanBuffers buffers, int length)
    {
        buffers.Outer = null;
        if (length <= LongestKept)
        {
            _spare.Add(buffers);
        }
    }

    /// <summary>Adds a finding for each encoded run that holds one; returns the first unit that is not decided yet.</summary>
    private int ScanRuns(ReadOnlySpan<char> text, ReadOnlySpan<byte> symbols, bool isLast, double threshold, int depth, ScanBuffers buffers)
    {
        var run = buffers.Run;
        Span<char> turned = stackalloc char[EncodedRun.LongestRotated];
        for (var from = 0; run.Next(text, buffers.Bits.Encodings, ref from);)
        {
            if (!isLast && run.IsUndecided(text))
            {
                return run.Span.Start;
            }

            if (run.Decode(text) is { IsEmpty: false } decoded)
            {
                Add(decoded, static finding => finding.Rule.Category is FindingCategory.Secret or FindingCategory.Injection
                    || finding.Rule.Check is not null);
            }

            if (run.Rotated(text) is { IsEmpty: false } word)
            {
                var other = turned[..word.Length];
                if (_turned.TryReverse(word, other) || _turned.TryRotate(word, other))
                {
                    Add(other, static finding => finding is { Start: 0, Rule: { Category: FindingCategory.Secret, LabelCheck: null } });
                }
            }
        }

        return isLast ? text.Length : EncodedRun.OpenFrom(symbols);

        void Add(ReadOnlySpan<char> decoded, Func<Finding, bool> counts)
        {
            var inner = buffers.Inner;
            inner.Clear();
            Scan(decoded, 0, isLast: true, threshold, depth + 1, inner);
            Finding? best = null;
            foreach (var finding in inner)
            {
                best = counts(finding) && (best is not { } other || IsBetter(finding, other)) ? finding : best;
            }

            if (best is { } found)
            {
                buffers.Findings.Add(new Finding(run.Span.Start, run.Span.Length, found.Rule, found.Confidence));
            }
        }
    }

    /// <summary>The finding that names an encoded run: a secret first, then the more confident, then the earlier rule.</summary>
    private static bool IsBetter(Finding finding, Finding other)
    {
        var (isSecret, otherIsSecret) = (finding.Rule.Category == FindingCategory.Secret, other.Rule.Category == FindingCategory.Secret);
        return isSecret != otherIsSecret ? isSecret
            : finding.Confidence != other.Confidence ? finding.Confidence > other.Confidence
            : string.CompareOrdinal(finding.Rule.Id, other.Rule.Id) < 0;
    }

    /// <summary>Scans what the text says with its sequences decoded; returns the first unit that is not decided yet.</summary>
    private int ScanSequences(ReadOnlySpan<char> text, int from, bool isLast, double threshold, ScanBuffers buffers)
    {
        var sequences = buffers.Sequences;
        var open = sequences.Collect(text, buffers.Bits, isLast);
        if (sequences.IsEmpty && open == text.Length)
        {
            return open;
        }

        sequences.Trim(buffers.Findings);
        var settled = open;
        foreach (var finding in buffers.Findings)
        {
            // A sequence that more text completes may still move the finding's end.
            settled = finding.End > open ? Math.Min(settled, finding.Start) : settled;
        }

        return Math.Min(settled, ScanClusters(_index, text, open, from, isLast, isNested: true, threshold, buffers));
    }

    /// <summary>Scans for orders in a disguise; returns the first unit that is not decided yet.</summary>
    private int ScanDisguises(RuleIndex injection, ReadOnlySpan<char> text, int from, bool isLast, double threshold, ScanBuffers buffers)
    {
        var regions = buffers.Regions;
        regions.Clear();
        foreach (var (end, literal) in buffers.Hits)
        {
            if (_beginsOrder[literal])
            {
                Disguises.AddIfOdd(text, end - _index.Literals[literal].Length, isLast, regions);
            }
        }

        var open = _disguises.Collect(text, buffers.Bits, isLast, regions);
        if (regions.Count == 0)
        {
            return open;
        }

        buffers.Sequences.Fold(text, regions, open);
        return ScanClusters(injection, text, open, from, isLast, isNested: false, threshold, buffers);
    }

    private int ScanClusters(
        RuleIndex index, ReadOnlySpan<char> text, int open, int from, bool isLast, bool isNested, double threshold, ScanBuffers buffers)
    {
        var settled = open;
        var behind = index.KeepBehind + Scanner.LongestOrdinary;
        while (buffers.Sequences.NextCluster(index.HoldBack, behind, out var cluster))
        {
            var end = Math.Min(cluster.End, open);
            var isEnd = isLast && end == text.Length;
            settled = Math.Min(
                settled, ScanCluster(index, text[..end], cluster.Start, from, isEnd, end == open && !isLast, isNested, threshold, buffers));
        }

        return settled;
    }

    private int ScanCluster(
        RuleIndex index, ReadOnlySpan<char> text, int start, int from, bool isLast, bool isCut, bool isNested, double threshold,
        ScanBuffers outer)
    {
        var sequences = outer.Sequences;
        var buffers = _spare.TryTake(out var taken) ? taken : new ScanBuffers();
        buffers.Clear(index.Rules.Count);
        buffers.Outer = outer;
        var decoded = sequences.Decode(text[start..], start, isNested, isCut);
        buffers.Unescaped.SetIdentity(decoded.Length);
        Normaliser.Normalise(decoded, buffers.Normalised);
        var normal = buffers.Normalised.Of(decoded);
        normal = isLast || normal.IsEmpty ? normal : normal[..buffers.Normalised.ClusterStart(normal.Length - 1)];
        var symbols = buffers.Map(normal);
        var first = buffers.Normalised.FirstAtOrAfter(sequences.FirstAtOrAfter(from));
        var edges = new Edges(normal, symbols, buffers.Scripts(decoded, normal.Length), buffers);
        var scan = new Scan(index, buffers, normal, symbols, edges, first, threshold);
        var openLiteral = scan.Run();
        var settled = scan.Settled(openLiteral);
        foreach (var finding in buffers.Findings)
        {
            var at = sequences.OriginalStart(buffers.Normalised.OriginalStart(finding.Start));
            var end = sequences.OriginalEnd(buffers.Normalised.OriginalEnd(finding.End - 1) - 1);
            if (!isNested || sequences.Allows(new TextSpan(at, end), finding.Rule))
            {
                outer.Findings.Add(finding with { Start = at, Length = end - at });
            }
        }

        // The last character is undecided too, and the sequences behind it with it.
        settled = !isCut ? int.MaxValue
            : decoded.IsEmpty ? start
            : sequences.OriginalStart(buffers.Normalised.OriginalStart(Math.Min(settled, normal.Length)));
        Return(buffers, text.Length - start);
        return settled;
    }
}
