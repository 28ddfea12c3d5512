namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// A pattern as instructions for <see cref="PatternMatcher"/> (Thompson, CACM 11(6), 1968; Pike's order of threads):
/// leftmost branches and greedy or lazy repeats win as they do in .NET. Immutable.
/// </summary>
internal sealed class PatternProgram
{
    // Nested bounded repeats multiply; a pattern beyond this is refused when it is loaded.
    private const int MaxInstructions = 20_000;

    private readonly List<Instruction> _code = [];
    private readonly List<UnitSet> _sets = [];
    private readonly Dictionary<UnitSet, int> _setIds = [];
    private (UnitSet? Set, int Id) _last;

    /// <exception cref="NotSupportedException">The pattern is too large.</exception>
    public PatternProgram(PatternNode pattern)
    {
        Start = Build(pattern, Emit(Operation.Match, 0, 0));
        Code = [.. _code];
        Sets = [.. _sets];
        HasValue = _code.Exists(static instruction => instruction.Operation == Operation.ValueStart);
        Openings = OpeningsOf(Code, Sets);
    }

    public enum Operation : byte
    {
        /// <summary>Reads one unit of set X and goes to Y.</summary>
        Read,

        /// <summary>Goes to X, or, with less priority, to Y.</summary>
        Fork,

        /// <summary>Goes to Y where a word begins or ends.</summary>
        Boundary,

        /// <summary>Goes to Y where no word begins or ends.</summary>
        NoBoundary,

        /// <summary>Goes to Y at the place where the attempt started.</summary>
        Beginning,

        ValueStart,
        ValueEnd,
        Match,
    }

    public readonly record struct Instruction(Operation Operation, int X, int Y);

    public Instruction[] Code { get; }

    public UnitSet[] Sets { get; }

    /// <summary>By instruction, the units that may be read next from there.</summary>
    public Opening[] Openings { get; }

    public int Start { get; }

    /// <summary>Whether the finding is a part of the match.</summary>
    public bool HasValue { get; }

    /// <summary>A superset of units: ASCII as bits, all others together.</summary>
    public readonly record struct Opening(ulong Low, ulong High, bool Others)
    {
        public static Opening All { get; } = new(ulong.MaxValue, ulong.MaxValue, true);

        public static Opening Of(UnitSet set) => new(
            (ulong)set.Ascii, (ulong)(set.Ascii >> 64), set.IsNegated || set.Categories != 0 || set.Ranges.Length > 0);

        public static Opening operator |(Opening left, Opening right) =>
            new(left.Low | right.Low, left.High | right.High, left.Others | right.Others);

        public bool Has(char unit) => unit < 0x40 ? (Low >> unit & 1) != 0 : unit < 0x80 ? (High >> (unit - 0x40) & 1) != 0 : Others;
    }

    // Targets mostly stand before what leads to them, so that few rounds do; a loop takes more.
    private static Opening[] OpeningsOf(Instruction[] code, UnitSet[] sets)
    {
        var ofSets = Array.ConvertAll(sets, Opening.Of);
        var openings = new Opening[code.Length];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < code.Length; i++)
            {
                var (operation, x, y) = code[i];
                var opening = operation switch
                {
                    Operation.Read => ofSets[x],
                    Operation.Fork => openings[x] | openings[y],
                    Operation.Match => Opening.All,
                    _ => openings[y],
                };
                changed |= opening != openings[i];
                openings[i] = opening;
            }
        }

        return openings;
    }

    // Built from the end, so that every instruction knows where to continue.
    private int Build(PatternNode pattern, int next)
    {
        switch (pattern)
        {
            case PatternNode.Units units:
                return Emit(Operation.Read, SetId(units.Set), next);
            case PatternNode.Sequence sequence:
                for (var i = sequence.Parts.Count - 1; i >= 0; i--)
                {
                    next = Build(sequence.Parts[i], next);
                }

                return next;
            case PatternNode.Choice choice:
                return Build(choice.Branches, 0, choice.Branches.Count, next);
            case PatternNode.Value value:
                return Emit(Operation.ValueStart, 0, Build(value.Part, Emit(Operation.ValueEnd, 0, next)));
            case PatternNode.Boundary boundary:
                return Emit(boundary.Negated ? Operation.NoBoundary : Operation.Boundary, 0, next);
            case PatternNode.Beginning:
                return Emit(Operation.Beginning, 0, next);
            default:
                return Repeat((PatternNode.Repeat)pattern, next);
        }
    }

    // As a balanced tree: a matcher that sees that no branch of a half can go on leaves the half out at once.
    private int Build(IReadOnlyList<PatternNode> branches, int first, int end, int next)
    {
        if (end - first == 1)
        {
            return Build(branches[first], next);
        }

        var middle = (first + end) / 2;
        var others = Build(branches, middle, end, next);
        return Emit(Operation.Fork, Build(branches, first, middle, next), others);
    }

    private int Repeat(PatternNode.Repeat repeat, int next)
    {
        var start = next;
        if (repeat.Max < 0)
        {
            start = Emit(Operation.Fork, 0, 0);
            var body = Build(repeat.Part, start);
            _code[start] = repeat.Lazy ? new Instruction(Operation.Fork, next, body) : new Instruction(Operation.Fork, body, next);
        }

        for (var i = repeat.Min; i < repeat.Max; i++)
        {
            var body = Build(repeat.Part, start);
            start = repeat.Lazy ? Emit(Operation.Fork, next, body) : Emit(Operation.Fork, body, next);
        }

        for (var i = 0; i < repeat.Min; i++)
        {
            start = Build(repeat.Part, start);
        }

        return start;
    }

    private int SetId(UnitSet set)
    {
        // A repeat is built many times over.
        if (ReferenceEquals(set, _last.Set))
        {
            return _last.Id;
        }

        if (!_setIds.TryGetValue(set, out var id))
        {
            id = _sets.Count;
            _sets.Add(set);
            _setIds.Add(set, id);
        }

        _last = (set, id);
        return id;
    }

    private int Emit(Operation operation, int x, int y)
    {
        if (_code.Count >= MaxInstructions)
        {
            throw new NotSupportedException($"The pattern unrolls to more than {MaxInstructions} steps; use smaller bounds.");
        }

        _code.Add(new Instruction(operation, x, y));
        return _code.Count - 1;
    }
}
