namespace ServerlessGuard.Detection.Automata;

/// <summary>The nodes that a node reaches without reading a unit: reading nodes by number, then matching rules behind them.</summary>
internal sealed class PrefilterClosure
{
    private readonly PrefilterNfa _nfa;
    private readonly int _readers;
    private readonly int[] _readerOf;
    private readonly int[] _seen;
    private readonly int[]?[] _known;
    private readonly Stack<int> _pending = new();
    private int _round;

    public PrefilterClosure(PrefilterNfa nfa, int[] readers)
    {
        (_nfa, _readers) = (nfa, readers.Length);
        (_readerOf, _seen, _known) = (new int[nfa.Count], new int[nfa.Count], new int[nfa.Count][]);
        for (var i = 0; i < readers.Length; i++)
        {
            _readerOf[readers[i]] = i;
        }
    }

    public int[] Of(int node) => _known[node] ??= Close(node);

    private int[] Close(int node)
    {
        var members = new List<int>();
        _round++;
        _pending.Push(node);
        while (_pending.TryPop(out var at))
        {
            if (_seen[at] == _round)
            {
                continue;
            }

            _seen[at] = _round;
            if (_nfa.RuleAt(at) is >= 0 and var rule)
            {
                members.Add(_readers + rule);
            }
            else if (_nfa.SetOf(at) is not null)
            {
                members.Add(_readerOf[at]);
            }
            else
            {
                var (next, other) = _nfa.BranchesOf(at);
                _pending.Push(next);
                if (other >= 0)
                {
                    _pending.Push(other);
                }
            }
        }

        return [.. members];
    }
}
