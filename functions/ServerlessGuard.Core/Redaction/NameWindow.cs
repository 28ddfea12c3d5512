using ServerlessGuard.Detection;
using ServerlessGuard.Detection.Names;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Finds names in a text that is seen through a moving window, sentence by sentence. A sentence is judged when the next one has begun, so
/// that the names of a text are the same for every cut into pieces.
/// </summary>
internal sealed class NameWindow(INameFinder finder)
{
    private readonly List<NameSpan> _names = [];
    private readonly List<int> _starts = [0];

    /// <summary>Window offset where the sentence begins that is not decided yet.</summary>
    public int From => _starts[0];

    /// <summary>
    /// Adds the names that start at or after <paramref name="scanned"/>; gives the window offset up to which they are decided.
    /// </summary>
    public int Find(ReadOnlySpan<char> window, int scanned, bool isLast, double threshold, List<Finding> found)
    {
        _starts.RemoveRange(1, _starts.Count - 1);
        for (var start = From; ;)
        {
            var isComplete = NameSentence.Read(window, start, out var end, out var next);
            if (!isComplete && !isLast)
            {
                return start;
            }

            _names.Clear();
            finder.Find(window[start..end], _names);
            foreach (var name in _names)
            {
                if (start + name.Start >= scanned && name.Confidence >= threshold)
                {
                    found.Add(new Finding(start + name.Start, name.End - name.Start, NameRules.Of(name.Kind), name.Confidence));
                }
            }

            if (!isComplete)
            {
                return window.Length;
            }

            start = next;
            _starts.Add(start);
        }
    }

    /// <summary>Everything before <paramref name="scanned"/> is decided.</summary>
    public void Settle(int scanned)
    {
        var last = _starts.FindLastIndex(start => start <= scanned);
        _starts.RemoveRange(0, Math.Max(last, 0));
    }

    /// <summary>The window loses its first <paramref name="count"/> units.</summary>
    public void Shift(int count)
    {
        for (var i = 0; i < _starts.Count; i++)
        {
            _starts[i] -= count;
        }
    }
}
