namespace ServerlessGuard.Core.Inspection;

/// <summary>
/// The fingerprint of an application's instructions, to recognise them in an answer: runs of words (12, or all of a shorter text
/// of at least 6), and canaries: <c>canary-</c> followed by at least 8 letters or digits.
/// </summary>
internal sealed class InstructionLeakIndex
{
    public const int LongestRun = 12;
    private const int ShortestRun = 6;
    private const int ShortestCanary = 8;
    private const string CanaryMark = "canary";

    private readonly Dictionary<int, HashSet<ulong>> _runs = [];
    private readonly HashSet<string> _canaries = new(StringComparer.Ordinal);

    public InstructionLeakIndex(IReadOnlyList<string> instructions)
    {
        foreach (var text in instructions)
        {
            AddRuns(text);
            AddCanaries(text);
        }
    }

    public bool IsEmpty => _runs.Count == 0 && _canaries.Count == 0;

    /// <summary>Lengths of the runs that are known, with their hashes.</summary>
    public IReadOnlyDictionary<int, HashSet<ulong>> Runs => _runs;

    /// <summary>Canaries in lower case, letters and digits only.</summary>
    public IReadOnlyCollection<string> Canaries => _canaries;

    public static ulong Extend(ulong hash, char c) => (hash ^ c) * 1099511628211UL;

    public static ulong Combine(ReadOnlySpan<ulong> words)
    {
        var hash = WordStart;
        foreach (var word in words)
        {
            hash = (hash * 31) + word + (hash >> 29);
        }

        return hash;
    }

    public const ulong WordStart = 14695981039346656037UL;

    private void AddRuns(string text)
    {
        var words = new List<ulong>();
        var hash = WordStart;
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                hash = Extend(hash, char.ToLowerInvariant(c));
            }
            else if (hash != WordStart)
            {
                words.Add(hash);
                hash = WordStart;
            }
        }

        if (hash != WordStart)
        {
            words.Add(hash);
        }

        var run = Math.Min(LongestRun, words.Count);
        if (run < ShortestRun)
        {
            return;
        }

        if (!_runs.TryGetValue(run, out var hashes))
        {
            _runs[run] = hashes = [];
        }

        var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(words);
        for (var i = 0; i + run <= span.Length; i++)
        {
            hashes.Add(Combine(span.Slice(i, run)));
        }
    }

    private void AddCanaries(string text)
    {
        for (var at = 0; (at = text.IndexOf(CanaryMark, at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            at += CanaryMark.Length;
            var end = at;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or ':'))
            {
                end++;
            }

            var letters = string.Concat(text[at..end].Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
            if (at < end && text[at] is '-' or '_' or ':' && letters.Length >= ShortestCanary)
            {
                _canaries.Add(letters);
            }
        }
    }
}
