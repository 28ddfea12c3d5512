using System.Numerics;
using System.Text;

namespace ServerlessGuard.Detection;

/// <summary>
/// Normalised text with an exact map back to the original. Reused between scans; not thread-safe. The map is a list of
/// runs, since nearly all text is its own normal form: a run is linear (unit for unit) or one cluster (all its units
/// stand for the same stretch of the original).
/// </summary>
public sealed class NormalisedText
{
    private char[] _buffer = [];
    private readonly List<Run> _runs = [];
    private bool _identity;
    private int _read;

    private readonly record struct Run(int Start, int Original, int OriginalEnd, bool Cluster);

    public int Length { get; private set; }

    /// <summary>Whether the text is the original.</summary>
    internal bool IsIdentity => _identity;

    /// <summary>Whether units of the original were left out between others.</summary>
    internal bool HasGaps { get; private set; }

    /// <summary>The normalised text. When nothing changed, this is the original span.</summary>
    public ReadOnlySpan<char> Of(ReadOnlySpan<char> original) => _identity ? original : _buffer.AsSpan(0, Length);

    /// <summary>Original offset at which the normalised unit <paramref name="index"/> starts.</summary>
    public int OriginalStart(int index)
    {
        if (_identity)
        {
            return index;
        }

        var run = _runs[RunOf(index)];
        return run.Cluster ? run.Original : run.Original + index - run.Start;
    }

    /// <summary>Original offset just after the normalised unit <paramref name="index"/>.</summary>
    public int OriginalEnd(int index)
    {
        if (_identity)
        {
            return index + 1;
        }

        var run = _runs[RunOf(index)];
        return run.Cluster ? run.OriginalEnd : run.Original + index - run.Start + 1;
    }

    /// <summary>Whether the unit stands for a stretch of the original as a whole.</summary>
    internal bool IsCluster(int index) => !_identity && _runs[RunOf(index)].Cluster;

    /// <summary>Tells of every unit whether the original's unit at its place is in a table.</summary>
    internal void Mark(ReadOnlySpan<char> original, ReadOnlySpan<bool> table, Span<bool> marks)
    {
        if (_identity)
        {
            for (var at = 0; at < marks.Length; at++)
            {
                marks[at] = table[original[at]];
            }

            return;
        }

        for (var i = 0; i < _runs.Count && _runs[i].Start < marks.Length; i++)
        {
            var run = _runs[i];
            var end = Math.Min(marks.Length, i + 1 < _runs.Count ? _runs[i + 1].Start : Length);
            for (var at = run.Start; at < end; at++)
            {
                marks[at] = table[original[run.Cluster ? run.Original : run.Original + at - run.Start]];
            }
        }
    }

    /// <summary>The first of the units that stand for the same stretch of the original as the one at <paramref name="index"/>.</summary>
    internal int ClusterStart(int index) => !_identity && _runs[RunOf(index)] is { Cluster: true } run ? run.Start : index;

    /// <summary>The first normalised unit that starts at or after an original offset; <see cref="Length"/> when none does.</summary>
    public int FirstAtOrAfter(int original)
    {
        if (_identity)
        {
            return Math.Min(original, Length);
        }

        var (low, high) = (0, Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (OriginalStart(middle) < original)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Whether units of the original were left out directly before a unit.</summary>
    internal bool IsGap(int index) => HasGaps && index > 0 && OriginalEnd(index - 1) < OriginalStart(index);

    internal void SetIdentity(int length)
    {
        (_identity, HasGaps) = (true, false);
        Length = length;
    }

    internal void Begin(int capacity)
    {
        (_identity, HasGaps, _read) = (false, false, 0);
        Length = 0;
        _runs.Clear();
        if (_buffer.Length < capacity)
        {
            // Texts of one length have many lengths in units: their buffers grow once, not with each longer one.
            _buffer = new char[BitOperations.RoundUpToPowerOf2((uint)capacity)];
        }
    }

    /// <summary>Adds units that stay what they are or, where <paramref name="isFolding"/>, fold to one other.</summary>
    internal void Copy(ReadOnlySpan<char> units, int original, bool isFolding = true)
    {
        if (units.IsEmpty)
        {
            return;
        }

        if (_runs.Count == 0 || _runs[^1] is not { Cluster: false } last || last.Original + Length - last.Start != original)
        {
            _runs.Add(new Run(Length, original, 0, Cluster: false));
            HasGaps |= original > _read;
        }

        _read = original + units.Length;
        Reserve(units.Length);
        var target = _buffer.AsSpan(Length, units.Length);
        Length += units.Length;
        if (!isFolding)
        {
            units.CopyTo(target);
            return;
        }

        var fold = Unicode.UnitKinds.Fold;
        for (var done = 0; done < units.Length;)
        {
            var ascii = units[done..].IndexOfAnyExceptInRange('\0', '\x7f');
            ascii = ascii < 0 ? units.Length - done : ascii;
            units.Slice(done, ascii).CopyTo(target[done..]);
            done += ascii;
            for (var run = 1; done < units.Length && run > 0; done++)
            {
                run = units[done] >= 0x80 ? 16 : run - 1;
                target[done] = fold[units[done]];
            }
        }
    }

    internal void Replace(ReadOnlySpan<char> units, int original, int originalEnd)
    {
        if (units.IsEmpty)
        {
            return;
        }

        _runs.Add(new Run(Length, original, originalEnd, Cluster: true));
        HasGaps |= original > _read;
        _read = originalEnd;
        Reserve(units.Length);
        units.CopyTo(_buffer.AsSpan(Length));
        Length += units.Length;
    }

    /// <summary>Adds what a sequence stands for; half of a surrogate pair, which only another sequence completes, stays one unit.</summary>
    internal void Replace(Views.Sequence sequence)
    {
        Span<char> units = stackalloc char[2];
        var length = sequence.CodePoint switch
        {
            < 0 => 0,
            < 0x10000 => 1,
            _ => 2,
        };
        if (length == 2)
        {
            length = new Rune(sequence.CodePoint).EncodeToUtf16(units);
        }
        else
        {
            units[0] = (char)sequence.CodePoint;
        }

        Replace(units[..length], sequence.Start, sequence.End);
    }

    /// <summary>Takes back the last unit, which must end a linear run: a mark after it makes a cluster of both.</summary>
    internal void Unread()
    {
        Length--;
        if (_runs[^1].Start == Length)
        {
            _runs.RemoveAt(_runs.Count - 1);
        }
    }

    private void Reserve(int more)
    {
        if (Length + more > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + more));
        }
    }

    private int RunOf(int index)
    {
        var (low, high) = (0, _runs.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_runs[middle].Start <= index)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
