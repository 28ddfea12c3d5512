namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// Runs a <see cref="PatternProgram"/> from one place and finds where its match ends and its value lies. All threads
/// advance together, so the work is at most the units times the program's size. Reused between runs; not thread-safe;
/// allocates only to grow.
/// </summary>
internal sealed class PatternMatcher
{
    private ThreadList _now = new();
    private ThreadList _next = new();
    private Thread[] _pending = [];

    public readonly record struct Match(int Length, int ValueStart, int ValueEnd);

    private readonly record struct Thread(int Instruction, int ValueStart, int ValueEnd);

    private sealed class ThreadList
    {
        public int[] Seen { get; private set; } = [];

        public Thread[] Threads { get; private set; } = [];

        public int Round { get; private set; }

        public int Count { get; set; }

        public void Grow(int size)
        {
            if (Seen.Length < size)
            {
                (Seen, Threads, Round) = (new int[size], new Thread[size], 0);
            }
        }

        public void Clear()
        {
            Round++;
            Count = 0;
        }
    }

    /// <summary>How many threads have been stepped since the counter was set to zero: the measure of work.</summary>
    public long Steps { get; set; }

    /// <summary>Whether the last run still had threads where its window ended: more text could have changed its answer.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The preferred match of the program at the start of <paramref name="window"/>; length -1 when there is none.</summary>
    public Match Run(PatternProgram program, ReadOnlySpan<char> window)
    {
        var code = program.Code;
        var sets = program.Sets;
        var found = new Match(-1, -1, -1);
        _now.Grow(code.Length);
        _next.Grow(code.Length);
        _pending = _pending.Length < code.Length + 1 ? new Thread[code.Length + 1] : _pending;
        IsOpen = false;
        _now.Clear();
        Add(program, window, 0, new Thread(program.Start, -1, -1), _now);
        for (var at = 0; _now.Count > 0; at++)
        {
            _next.Clear();
            var threads = _now.Threads.AsSpan(0, _now.Count);
            Steps += threads.Length;
            foreach (var thread in threads)
            {
                ref readonly var instruction = ref code[thread.Instruction];
                if (instruction.Operation == PatternProgram.Operation.Match)
                {
                    found = new Match(at, thread.ValueStart, thread.ValueEnd);
                    break; // what follows has less priority
                }

                if (at == window.Length)
                {
                    IsOpen = true;
                }
                else if (sets[instruction.X].Contains(window[at]))
                {
                    Add(program, window, at + 1, thread with { Instruction = instruction.Y }, _next);
                }
            }

            (_now, _next) = (_next, _now);
        }

        return found;
    }

    // Leaves out the threads that cannot read the next unit. Where the window ends, each counts: more text could carry it on.
    private void Add(PatternProgram program, ReadOnlySpan<char> window, int at, Thread thread, ThreadList list)
    {
        var code = program.Code;
        var openings = program.Openings;
        var isEnd = at == window.Length;
        var unit = isEnd ? '\0' : window[at];
        var seen = list.Seen;
        var round = list.Round;
        var pending = _pending;
        var waiting = 0;
        while (true)
        {
            ref var mark = ref seen[thread.Instruction];
            if (mark != round)
            {
                mark = round;
                ref readonly var instruction = ref code[thread.Instruction];
                switch (instruction.Operation)
                {
                    case PatternProgram.Operation.Fork when !isEnd && !openings[instruction.Y].Has(unit):
                        thread = thread with { Instruction = instruction.X };
                        continue;
                    case PatternProgram.Operation.Fork when !isEnd && !openings[instruction.X].Has(unit):
                        thread = thread with { Instruction = instruction.Y };
                        continue;
                    case PatternProgram.Operation.Fork:
                        pending[waiting++] = thread with { Instruction = instruction.Y };
                        thread = thread with { Instruction = instruction.X };
                        continue;
                    case PatternProgram.Operation.ValueStart:
                        thread = new Thread(instruction.Y, at, thread.ValueEnd);
                        continue;
                    case PatternProgram.Operation.ValueEnd:
                        thread = new Thread(instruction.Y, thread.ValueStart, at);
                        continue;
                    case PatternProgram.Operation.Boundary when IsBoundary(window, at):
                    case PatternProgram.Operation.NoBoundary when !IsBoundary(window, at):
                    case PatternProgram.Operation.Beginning when at == 0:
                        thread = thread with { Instruction = instruction.Y };
                        continue;
                    case PatternProgram.Operation.Read when !isEnd && !openings[thread.Instruction].Has(unit):
                        break;
                    case PatternProgram.Operation.Read or PatternProgram.Operation.Match:
                        list.Threads[list.Count++] = thread;
                        break;
                    default:
                        break; // a condition that does not hold
                }
            }

            if (waiting == 0)
            {
                return;
            }

            thread = pending[--waiting];
        }
    }

    private static bool IsBoundary(ReadOnlySpan<char> window, int at) =>
        (at > 0 && IsWord(window[at - 1])) != (at < window.Length && IsWord(window[at]));

    // The word characters of .NET's \b.
    private static bool IsWord(char unit) => unit < 0x80
        ? char.IsAsciiLetterOrDigit(unit) || unit == '_'
        : (UnitSet.WordCategories >> (int)char.GetUnicodeCategory(unit) & 1) != 0;
}
