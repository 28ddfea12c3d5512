namespace ServerlessGuard.Detection.Views;

/// <summary>The sequences of a text, and the text with them decoded. Reused; not thread-safe.</summary>
internal sealed class Sequences
{
    private readonly List<Sequence> _encoded = [];
    private readonly List<Sequence> _joined = [];
    private readonly List<Sequence> _all = [];
    private readonly List<TextSpan> _runs = [];
    private readonly NormalisedText[] _layers = [new(), new(), new(), new()];
    private int _depth;
    private int _origin;
    private int _next;
    private int _open;
    private bool _isOpen;

    public bool IsEmpty => _all.Count == 0;

    /// <summary>Finds the sequences.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bits">The kinds of its units.</param>
    /// <param name="isLast">Whether no text follows.</param>
    /// <returns>The text's end for now: what stands there may begin a sequence that more text decides.</returns>
    public int Collect(ReadOnlySpan<char> text, TextBits bits, bool isLast)
    {
        _encoded.Clear();
        _joined.Clear();
        _runs.Clear();
        _all.Clear();
        _next = 0;
        var (open, cuts) = (text.Length, 0);
        for (var from = 0; cuts < ViewScanner.Deepest && Encodings.Next(text[..open], from, isLast, out var found);)
        {
            if (found.IsOpen)
            {
                // Text before it may be open in its turn, now that the text ends there.
                (open, cuts) = (found.Start, cuts + 1);
                continue;
            }

            _encoded.Add(found);
            from = found.End;
        }

        for (var from = 0; Joins.Next(text, bits, ref from, isLast, _joined, out var run);)
        {
            if (run.End == text.Length && !isLast)
            {
                open = Math.Min(open, run.Start);
                break;
            }

            _runs.Add(run);
        }

        open = isLast ? open : Math.Min(open, Joins.OpenLetters(text));
        // No sequence is cut: what it would move or make is undecided from its start on.
        for (var before = -1; before != open;)
        {
            before = open;
            open = StartOver(_joined, StartOver(_encoded, open));
        }

        RemoveBehind(_encoded, open);
        RemoveBehind(_joined, open);
        _all.AddRange(_encoded);
        _all.AddRange(_joined);
        _all.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        for (var i = _all.Count - 1; i > 0; i--)
        {
            if (_all[i].Start < _all[i - 1].End)
            {
                _all.RemoveAt(i);
            }
        }

        (_open, _isOpen) = (open, open < text.Length);
        return open;
    }

    /// <summary>The start of the sequences over a place; the place itself when none lies over it.</summary>
    private static int StartOver(List<Sequence> sequences, int at)
    {
        for (var i = sequences.Count - 1; i >= 0; i--)
        {
            at = sequences[i].Start < at && sequences[i].End > at ? sequences[i].Start : at;
        }

        return at;
    }

    // No closure: it would be made for every text.
    private static void RemoveBehind(List<Sequence> sequences, int open)
    {
        for (var i = sequences.Count - 1; i >= 0; i--)
        {
            if (sequences[i].End > open)
            {
                sequences.RemoveAt(i);
            }
        }
    }

    /// <summary>Takes what folds the disguises in some regions.</summary>
    public void Fold(ReadOnlySpan<char> text, List<TextSpan> regions, int open)
    {
        _all.Clear();
        (_next, _open, _isOpen) = (0, open, open < text.Length);
        var done = 0;
        foreach (var region in regions)
        {
            done = Disguises.Fold(text[..open], region with { Start = Math.Max(region.Start, done) }, _all);
        }
    }

    /// <summary>Moves the ends of findings out of encoded sequences, so that no escape is cut in two.</summary>
    public void Trim(List<Finding> findings)
    {
        if (_encoded.Count == 0)
        {
            return;
        }

        for (var i = findings.Count - 1; i >= 0; i--)
        {
            var (start, end) = (findings[i].Start, findings[i].End);
            // A line break that mail put there may as well be the text's own.
            if (Around(start) is { } before)
            {
                start = before.End;
            }

            if (Around(end) is { } after)
            {
                end = after.Start;
            }

            if (end <= start)
            {
                findings.RemoveAt(i);
            }
            else
            {
                findings[i] = findings[i] with { Start = start, Length = end - start };
            }
        }
    }

    /// <summary>The next stretch of the text in which sequences stand near each other, or in which one may begin.</summary>
    /// <param name="ahead">How far behind a sequence a match may depend on the text.</param>
    /// <param name="behind">How far before.</param>
    /// <param name="cluster">The stretch, which may end behind the text.</param>
    public bool NextCluster(int ahead, int behind, out TextSpan cluster)
    {
        if (_next == _all.Count && !_isOpen)
        {
            cluster = default;
            return false;
        }

        var first = _next < _all.Count ? _all[_next].Start : _open;
        var end = first;
        while (_next < _all.Count && _all[_next].Start - behind <= end)
        {
            end = _all[_next++].End + ahead;
        }

        if (_isOpen && _next == _all.Count && _open - behind <= end)
        {
            (end, _isOpen) = (_open, false);
        }

        cluster = new TextSpan(Math.Max(0, first - behind), end);
        return true;
    }

    /// <summary>The text from <paramref name="origin"/> on with its sequences decoded, and, where they nest, what they then make.</summary>
    /// <param name="text">The text from the origin on.</param>
    /// <param name="origin">Where it starts, in UTF-16 units of the text that was collected from.</param>
    /// <param name="isNested">Whether sequences may make others.</param>
    /// <param name="isCut">Whether more text decides how it goes on: it then ends before what that may change.</param>
    public ReadOnlySpan<char> Decode(ReadOnlySpan<char> text, int origin, bool isNested, bool isCut)
    {
        (_origin, _depth) = (origin, 0);
        var layer = _layers[_depth++];
        layer.Begin(text.Length);
        var done = 0;
        foreach (var sequence in _all)
        {
            if (sequence.Start >= origin && sequence.End - origin <= text.Length)
            {
                layer.Copy(text[done..(sequence.Start - origin)], done, isFolding: false);
                layer.Replace(sequence with { Start = sequence.Start - origin, End = sequence.End - origin });
                done = sequence.End - origin;
            }
        }

        layer.Copy(text[done..], done, isFolding: false);
        var decoded = layer.Of(text);
        for (var cuts = 0; isNested && _depth < _layers.Length;)
        {
            var isLast = !isCut || cuts == ViewScanner.Deepest;
            if (!Next(decoded, 0, isLast, out var next))
            {
                break;
            }

            if (next.IsOpen)
            {
                decoded = decoded[..next.Start];
                cuts++;
                continue;
            }

            layer = _layers[_depth++];
            layer.Begin(decoded.Length);
            done = 0;
            var isOpen = false;
            do
            {
                layer.Copy(decoded[done..next.Start], done, isFolding: false);
                layer.Replace(next);
                done = next.End;
            }
            while (Next(decoded, done, isLast, out next) && !(isOpen = next.IsOpen));

            layer.Copy(decoded[done..(isOpen ? next.Start : decoded.Length)], done, isFolding: false);
            decoded = layer.Of(decoded);
        }

        return decoded;
    }

    /// <summary>The first sequence, or escape of code, in a decoded text: a reference may stand for a backslash.</summary>
    private static bool Next(ReadOnlySpan<char> text, int from, bool isLast, out Sequence found)
    {
        var isEscape = Escapes.Next(text, from, isLast, out var escape);
        if (!Encodings.Next(text, from, isLast, out found) || (isEscape && escape.Start <= found.Start))
        {
            found = escape;
            return isEscape;
        }

        return true;
    }

    public int OriginalStart(int at)
    {
        for (var i = _depth - 1; i >= 0; i--)
        {
            at = _layers[i].OriginalStart(at);
        }

        return at + _origin;
    }

    public int OriginalEnd(int at)
    {
        for (var i = _depth - 1; i >= 0; i--)
        {
            at = _layers[i].OriginalEnd(at) - 1;
        }

        return at + 1 + _origin;
    }

    public int FirstAtOrAfter(int original)
    {
        var at = Math.Max(0, original - _origin);
        for (var i = 0; i < _depth; i++)
        {
            at = _layers[i].FirstAtOrAfter(at);
        }

        return at;
    }

    /// <summary>Whether a finding in the decoded text counts: one that no sequence touches was found without.</summary>
    public bool Allows(TextSpan span, Rule rule)
    {
        var run = FirstEndingAfter(_runs, span.Start, static run => run.End);
        if (run < _runs.Count && _runs[run].Overlaps(span))
        {
            return _runs[run] == span && rule is { Category: FindingCategory.Personal, Check: not null };
        }

        var at = FirstEndingAfter(_encoded, span.Start - 1, static sequence => sequence.End);
        return at < _encoded.Count && _encoded[at].Start <= span.End;
    }

    private Sequence? Around(int at) =>
        FirstEndingAfter(_encoded, at, static sequence => sequence.End) is var i && i < _encoded.Count
        && _encoded[i].Start < at && _encoded[i].CodePoint != Sequence.Nothing
            ? _encoded[i]
            : null;

    private static int FirstEndingAfter<T>(List<T> stretches, int at, Func<T, int> end)
    {
        var (low, high) = (0, stretches.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = end(stretches[middle]) > at ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
