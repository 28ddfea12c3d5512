using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection;

/// <summary>The buffers of a scan, which the next one reuses.</summary>
internal sealed class ScanBuffers
{
    /// <summary>Counts the work of scans, the matcher's apart: symbols read, places and words looked at.</summary>
    public long Steps;

    private WalkTrace?[] _traces = [];
    private int[] _traceRounds = [];
    private int _round;

    public NormalisedText Normalised { get; } = new();

    /// <summary>Every literal found: where it ends, and which.</summary>
    public List<(int End, int Literal)> Hits { get; } = [];

    /// <summary>The hits that are context words on word boundaries.</summary>
    public List<(int End, int Literal)> Words { get; } = [];

    /// <summary>Where the words end that digit-anchored rules need.</summary>
    public List<int> DigitWords { get; } = [];

    public CandidateSet Candidates { get; } = new();

    public PatternMatcher Matcher { get; } = new();

    /// <summary>The symbols of the normalised text, and perhaps more behind them.</summary>
    public byte[] Symbols { get; private set; } = [];

    public List<Finding> Findings { get; } = [];

    /// <summary>Per rule, the last start that was tried: starts rise, so that none is tried twice.</summary>
    public int[] LastTried { get; private set; } = [];

    /// <summary>Per group of digit rules, the first start that may have to be tried for a later run of digits.</summary>
    public int[] DigitStarts { get; } = new int[RuleGroups.Count];

    /// <summary>Whether <see cref="DigitStarts"/> speaks of the rules that need context words.</summary>
    public bool DigitsInContext { get; set; }

    /// <summary>The walk of a long rule.</summary>
    public WalkTrace TraceOf(int rule)
    {
        ref var trace = ref _traces[rule];
        trace ??= new WalkTrace();
        if (_traceRounds[rule] != _round)
        {
            trace.Clear();
            _traceRounds[rule] = _round;
        }

        return trace;
    }

    /// <summary>Maps the text to symbols.</summary>
    public ReadOnlySpan<byte> Map(ReadOnlySpan<char> text)
    {
        if (Symbols.Length < text.Length)
        {
            Symbols = new byte[Math.Max(text.Length, 2 * Symbols.Length)];
        }

        var symbols = Symbols.AsSpan(0, text.Length);
        SymbolMap.Map(text, symbols);
        return symbols;
    }

    public void Clear(int rules)
    {
        Hits.Clear();
        Words.Clear();
        DigitWords.Clear();
        Findings.Clear();
        if (LastTried.Length < rules)
        {
            (LastTried, _traces, _traceRounds) = (new int[rules], new WalkTrace?[rules], new int[rules]);
        }

        Array.Fill(LastTried, -1);
        Array.Clear(DigitStarts);
        DigitsInContext = false;
        _round++;
    }
}
