namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// Makes a program deterministic and keeps its order of preference: a state is the list of its threads, cut off behind the
/// first that matches, so that the last accepting state of a walk is the end of the match that .NET would prefer.
/// </summary>
internal sealed class ExactConstruction
{
    // A program beyond this has far more states than the budget allows.
    private const int MaxInstructions = 1500;
    private const int MaxWork = 400_000;

    private readonly PatternProgram _program;
    private readonly int _classCount;
    private readonly byte[] _classes;
    private readonly bool[][] _reads; // set -> class -> whether it is read
    private readonly Dictionary<int[], int> _known = new(new ThreadComparer());
    private readonly List<int[]> _states = [];
    private readonly List<int[]> _transitions = [];
    private readonly int[] _seen;
    private readonly List<int> _threads = [];
    private readonly Stack<int> _pending = new();
    private int _round;
    private int _work;

    private ExactConstruction(PatternProgram program)
    {
        _program = program;
        _seen = new int[program.Code.Length];
        var symbols = Array.ConvertAll(program.Sets, SymbolMap.Of);
        (_classes, _classCount) = SymbolClasses.Of(symbols);
        _reads = Array.ConvertAll(symbols, set =>
        {
            var reads = new bool[_classCount];
            for (var symbol = 0; symbol < SymbolMap.Count; symbol++)
            {
                reads[_classes[symbol]] = set[symbol];
            }

            return reads;
        });
    }

    /// <summary>
    /// The automaton of <paramref name="program"/>; null when it needs boundaries, tells units apart that share a symbol, or is too
    /// large.
    /// </summary>
    public static PrefilterDfa? Build(PatternProgram program, int maxEntries)
    {
        if (program.Code.Length > MaxInstructions || !Array.TrueForAll(program.Sets, SymbolMap.IsExact)
            || Array.Exists(program.Code, static step => step.Operation is PatternProgram.Operation.Boundary
                or PatternProgram.Operation.NoBoundary or PatternProgram.Operation.Beginning))
        {
            return null;
        }

        var construction = new ExactConstruction(program);
        return construction.Run(maxEntries / construction._classCount) ? construction.Assemble() : null;
    }

    private bool Run(int maxStates)
    {
        Begin();
        Follow(_program.Start);
        StateOf();
        for (var state = 0; state < _states.Count; state++)
        {
            var transitions = new int[_classCount];
            for (var c = 0; c < _classCount; c++)
            {
                Begin();
                foreach (var thread in _states[state])
                {
                    ref readonly var step = ref _program.Code[thread];
                    if (step.Operation == PatternProgram.Operation.Read && _reads[step.X][c] && !Follow(step.Y))
                    {
                        break;
                    }
                }

                transitions[c] = _threads.Count == 0 ? -1 : StateOf();
            }

            _transitions.Add(transitions);
            if (_states.Count >= maxStates || _work > MaxWork)
            {
                return false;
            }
        }

        return true;
    }

    private void Begin()
    {
        _threads.Clear();
        _round++;
    }

    /// <summary>Adds the threads behind an instruction; false when one matches, which ends the list.</summary>
    private bool Follow(int instruction)
    {
        _pending.Clear();
        _pending.Push(instruction);
        while (_pending.TryPop(out var at))
        {
            _work++;
            if (_seen[at] == _round)
            {
                continue;
            }

            _seen[at] = _round;
            var (operation, x, y) = _program.Code[at];
            switch (operation)
            {
                case PatternProgram.Operation.Fork:
                    _pending.Push(y);
                    _pending.Push(x);
                    break;
                case PatternProgram.Operation.ValueStart or PatternProgram.Operation.ValueEnd:
                    _pending.Push(y);
                    break;
                case PatternProgram.Operation.Match:
                    _threads.Add(at);
                    return false;
                default:
                    _threads.Add(at);
                    break;
            }
        }

        return true;
    }

    private int StateOf()
    {
        int[] threads = [.. _threads];
        if (!_known.TryGetValue(threads, out var state))
        {
            state = _states.Count;
            _known.Add(threads, state);
            _states.Add(threads);
        }

        return state;
    }

    private PrefilterDfa Assemble()
    {
        var accepts = _states.ConvertAll(threads => _program.Code[threads[^1]].Operation == PatternProgram.Operation.Match);
        var row = new int[_states.Count];
        var order = 1;
        foreach (var isAccepting in (ReadOnlySpan<bool>)[false, true])
        {
            for (var state = 0; state < row.Length; state++)
            {
                row[state] = accepts[state] == isAccepting ? order++ * _classCount : row[state];
            }
        }

        var table = new ushort[order * _classCount];
        for (var state = 0; state < row.Length; state++)
        {
            for (var c = 0; c < _classCount; c++)
            {
                table[row[state] + c] = (ushort)(_transitions[state][c] < 0 ? 0 : row[_transitions[state][c]]);
            }
        }

        return new PrefilterDfa(
            _classes, table, _classCount, row[0], (1 + accepts.Count(static accepting => !accepting)) * _classCount, table.Length, [],
            isExact: true);
    }

    private sealed class ThreadComparer : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] threads)
        {
            var hash = 17u;
            foreach (var thread in threads)
            {
                hash = (hash * 0x9E3779B1) ^ (uint)thread;
            }

            return (int)(hash ^ hash >> 15);
        }
    }
}
