namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// Makes <see cref="PrefilterDfa"/>s by the subset construction, breadth first and within a budget: where it is used
/// up, states become leaves, so that a pattern of any kind costs bounded memory and the first units stay exact.
/// </summary>
internal sealed class PrefilterBuilder
{
    /// <summary>Rows are offsets of 16 bits.</summary>
    public const int MaxEntries = ushort.MaxValue;

    private readonly int _maxEntries;
    private readonly PrefilterNfa _nfa = new();
    private readonly List<int> _starts = [];
    private readonly List<int> _ends = [];

    private readonly bool _coarse;

    /// <param name="maxEntries">Budget of table entries.</param>
    /// <param name="coarse">Whether digits, upper and lower letters are each distinguished only from others: for many rules.</param>
    public PrefilterBuilder(int maxEntries, bool coarse = false)
    {
        (_maxEntries, _coarse) = (Math.Min(maxEntries, MaxEntries), coarse);
    }

    /// <summary>Adds a pattern; automata name it by the order of adding.</summary>
    public void Add(PatternNode pattern)
    {
        _starts.Add(_nfa.Add(pattern, _starts.Count));
        _ends.Add(_nfa.Count);
    }

    public PrefilterDfa Build()
    {
        var readers = Enumerable.Range(0, _nfa.Count).Where(node => _nfa.SetOf(node) is not null).ToArray();
        var (classes, classCount, reads) = Classify(readers);
        var closure = new PrefilterClosure(_nfa, readers);
        var follow = Array.ConvertAll(readers, reader => closure.Of(_nfa.NextOf(reader)));
        var construction = new SubsetConstruction(
            readers.Length, _starts.Count, Array.ConvertAll(readers, RuleOf), follow, reads, classCount, _maxEntries);
        construction.Run([.. _starts.SelectMany(start => closure.Of(start)).Distinct()]);
        return construction.Assemble(classes);
    }

    /// <summary>Symbols that every set treats alike share a class. Returns, per reader, the classes it reads.</summary>
    private (byte[] Classes, int Count, byte[][] Reads) Classify(int[] readers)
    {
        var setIds = new Dictionary<UnitSet, int>();
        var setOf = new int[readers.Length];
        for (var i = 0; i < readers.Length; i++)
        {
            setIds.TryAdd(_nfa.SetOf(readers[i])!, setIds.Count);
            setOf[i] = setIds[_nfa.SetOf(readers[i])!];
        }

        var symbols = setIds.Keys.Select(set => _coarse ? Coarsen(SymbolMap.Of(set)) : SymbolMap.Of(set)).ToArray();
        var (classes, count) = SymbolClasses.Of(symbols);
        var reads = Array.ConvertAll(symbols, set => Enumerable.Range(0, SymbolMap.Count)
            .Where(symbol => set[symbol])
            .Select(symbol => classes[symbol])
            .Distinct()
            .ToArray());
        return (classes, count, Array.ConvertAll(setOf, set => reads[set]));
    }

    private static bool[] Coarsen(bool[] symbols)
    {
        foreach (var (first, last) in (ReadOnlySpan<(char, char)>)[('0', '9'), ('A', 'Z'), ('a', 'z')])
        {
            Array.Fill(symbols, symbols.AsSpan(first, last - first + 1).Contains(true), first, last - first + 1);
        }

        return symbols;
    }

    // Patterns share no nodes, and each one's are numbered after those of the one before it.
    private int RuleOf(int node)
    {
        var rule = _ends.BinarySearch(node + 1);
        return rule < 0 ? ~rule : rule;
    }
}
