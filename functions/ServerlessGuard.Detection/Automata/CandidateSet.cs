namespace ServerlessGuard.Detection.Automata;

/// <summary>Small numbers, each once, in the order in which they came. Reused; not thread-safe.</summary>
internal sealed class CandidateSet
{
    private int[] _rounds = [];
    private ushort[] _items = [];
    private int _round;
    private int _count;

    public ReadOnlySpan<ushort> Items => _items.AsSpan(0, _count);

    /// <summary>Empties the set; items are below <paramref name="size"/>.</summary>
    public void Clear(int size)
    {
        if (_rounds.Length < size)
        {
            (_rounds, _items, _round) = (new int[size], new ushort[size], 0);
        }

        _round++;
        _count = 0;
    }

    public void AddRange(ushort[] items)
    {
        foreach (var item in items)
        {
            if (_rounds[item] != _round)
            {
                _rounds[item] = _round;
                _items[_count++] = item;
            }
        }
    }
}
