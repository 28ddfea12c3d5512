namespace ServerlessGuard.Core.Inspection;

/// <summary>
/// The fingerprint of an application's instructions, to recognise half of a text of them in an answer: hashes of runs of letters, as they
/// are, by their pattern of repetition (which a translation letter by letter keeps), and both turned round; and canaries:
/// <c>canary-</c> followed by at least 8 letters or digits. Immutable. Work and size are bounded: of a long text each n-th run is kept.
/// </summary>
internal sealed class InstructionLeakIndex
{
    // A run of fewer letters is an ordinary phrase; of more letters than the longest it is a quotation whatever the text's length.
    private const int ShortestRun = 24;
    private const int LongestRun = 48;
    private const int RunStep = 2;
    private const int ShortestPacked = 12;
    private const int LongestPacked = 24;

    // Less than half, since letters are spread unevenly over a text.
    private const double Part = 0.45;

    private const int MostRuns = 128;
    private const int MostCanaries = 16;
    private const int ShortestCanary = 8;
    private const int LongestCanary = 32;
    private const string CanaryMark = "canary";

    // By the first bits of a run: nearly every run of an answer is none of them.
    private const int MaybeShift = 50;

    private readonly bool[] _maybe = new bool[1 << (64 - MaybeShift)];
    private readonly HashSet<ulong> _runs = [];
    private readonly HashSet<ulong> _canaries = [];
    private readonly SortedSet<int> _lengths = [];

    /// <summary>Of no instructions.</summary>
    public static InstructionLeakIndex Empty { get; } = new([]);

    public InstructionLeakIndex(IReadOnlyList<string> instructions)
    {
        foreach (var text in instructions)
        {
            AddRuns(LeakLetters.Of(text));
            AddCanaries(text);
        }

        Lengths = [.. _lengths];
    }

    public bool IsEmpty => _runs.Count == 0 && _canaries.Count == 0;

    /// <summary>The lengths of the runs that are known, in letters.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>The reason code of a run that is known; null for another.</summary>
    public string? Find(ulong run) =>
        !_maybe[(int)(run >> MaybeShift)] ? null
        : _runs.Contains(run) ? "leakage.instructions" : _canaries.Count > 0 && _canaries.Contains(run) ? "leakage.canary" : null;

    private void AddRuns(LeakLetters letters)
    {
        var count = letters.Count;
        var run = letters.IsPacked
            ? Math.Clamp(count / 2, ShortestPacked, LongestPacked)
            : Math.Clamp((int)(count * Part) / RunStep * RunStep, ShortestRun, LongestRun);
        if (count < run)
        {
            return;
        }

        foreach (var order in letters.Orders())
        {
            Add(_runs, order, run, 1 + ((count - run) / MostRuns), withPatterns: true);
        }
    }

    private void Add(HashSet<ulong> target, IReadOnlyList<LeakLetter> letters, int run, int step, bool withPatterns)
    {
        _lengths.Add(run);
        var window = new LeakWindow(run);
        for (var (start, end) = (0, 0); start + run <= letters.Count; start += step)
        {
            if (start > end)
            {
                window.Clear();
                end = start;
            }

            while (end < start + run)
            {
                window.Push(letters[end++]);
            }

            Add(target, window.Exact);
            if (withPatterns && window.HasPattern)
            {
                Add(target, window.Pattern);
            }
        }
    }

    private void Add(HashSet<ulong> target, ulong run)
    {
        target.Add(run);
        _maybe[(int)(run >> MaybeShift)] = true;
    }

    private void AddCanaries(string text)
    {
        var at = 0;
        while ((at = text.IndexOf(CanaryMark, at, StringComparison.OrdinalIgnoreCase)) >= 0 && _canaries.Count < 4 * MostCanaries)
        {
            at += CanaryMark.Length;
            var end = at;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or ':'))
            {
                end++;
            }

            var letters = LeakLetters.Of(text[at..end]);
            if (at < end && text[at] is '-' or '_' or ':' && letters.Count >= ShortestCanary)
            {
                foreach (var order in letters.Orders().Append(letters.Rotated()))
                {
                    Add(_canaries, [.. order.Take(LongestCanary)], Math.Min(LongestCanary, order.Count), 1, withPatterns: false);
                }
            }
        }
    }
}
