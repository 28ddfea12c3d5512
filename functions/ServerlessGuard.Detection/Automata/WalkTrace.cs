namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// The states of a walk through an automaton, place by place, for later walks over the same places. Reused; not thread-safe.
/// </summary>
internal sealed class WalkTrace
{
    private ushort[] _rows = new ushort[512];
    private int _base;

    /// <summary>The place of the last state; -1 when there is no walk.</summary>
    public int End { get; private set; } = -1;

    /// <summary>The last place at which the walk accepted; -1 for none.</summary>
    public int LastAccept { get; private set; } = -1;

    public int Last => _rows[End - _base];

    public void Clear() => (End, LastAccept) = (-1, -1);

    public void Restart(int at, int row, int accepted)
    {
        (_base, End, LastAccept) = (at, at, accepted);
        _rows[0] = (ushort)row;
    }

    /// <summary>Adds the state one place further. Places before <paramref name="needed"/> may be forgotten.</summary>
    public void Add(int row, bool accepts, int needed)
    {
        End++;
        if (End - _base == _rows.Length)
        {
            var forgotten = Math.Clamp(needed - _base, 0, _rows.Length);
            if (forgotten >= _rows.Length / 2)
            {
                _rows.AsSpan(forgotten).CopyTo(_rows);
                _base += forgotten;
            }
            else
            {
                Array.Resize(ref _rows, 2 * _rows.Length);
            }
        }

        _rows[End - _base] = (ushort)row;
        LastAccept = accepts ? End : LastAccept;
    }

    /// <summary>Whether the walk was in the state at a place.</summary>
    public bool Was(int at, int row) => at >= _base && _rows[at - _base] == row;
}
