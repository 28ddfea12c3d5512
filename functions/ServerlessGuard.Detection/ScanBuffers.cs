using System.Numerics;
using ServerlessGuard.Detection.Automata;
using ServerlessGuard.Detection.Unicode;
using ServerlessGuard.Detection.Views;

namespace ServerlessGuard.Detection;

/// <summary>The buffers of a scan, which the next one reuses.</summary>
internal sealed class ScanBuffers
{
    /// <summary>Counts the work of scans, the matcher's apart: symbols read, places and words looked at.</summary>
    public long Steps;

    private WalkTrace?[] _traces = [];
    private int[] _traceRounds = [];
    private int _round;
    private bool[] _scripts = [];

    /// <summary>The text with the escapes of code and JSON decoded.</summary>
    public UnescapedText Unescaped { get; } = new();

    /// <summary>The text that rules see, over <see cref="Unescaped"/>.</summary>
    public NormalisedText Normalised { get; } = new();

    /// <summary>The buffers of the text whose sequences were decoded, where this is such a stretch.</summary>
    public ScanBuffers? Outer { get; set; }

    /// <summary>Whether characters that are not seen were left out between others.</summary>
    public bool HasGaps => Normalised.HasGaps || Outer is { Normalised.HasGaps: true };

    public EncodedRun Run { get; } = new();

    public Sequences Sequences { get; } = new();

    /// <summary>The places in which orders in a disguise may stand.</summary>
    public List<TextSpan> Regions { get; } = [];

    /// <summary>Every literal found: where it ends, and which.</summary>
    public List<(int End, int Literal)> Hits { get; } = [];

    /// <summary>The hits that are context words on word boundaries.</summary>
    public List<(int End, int Literal)> Words { get; } = [];

    /// <summary>The ends of the words that digit-anchored rules need.</summary>
    public List<int> DigitWords { get; } = [];

    /// <summary>Context words with another word glued to them: where they end, and which.</summary>
    public List<(int End, int Word)> Labels { get; } = [];

    /// <summary>The kinds of units of the normalised text.</summary>
    public TextBits Bits { get; } = new();

    public CandidateSet Candidates { get; } = new();

    public PatternMatcher Matcher { get; } = new();

    /// <summary>The symbols of the normalised text, zeros behind them, and perhaps more.</summary>
    public byte[] Symbols { get; private set; } = [];

    public List<Finding> Findings { get; } = [];

    /// <summary>The findings inside an encoded run, with offsets in it.</summary>
    public List<Finding> Inner { get; } = [];

    /// <summary>Per rule, the last start that was tried: starts rise, so that none is tried twice.</summary>
    public int[] LastTried { get; private set; } = [];

    /// <summary>Per group of digit rules, the first start that may have to be tried for a later run of digits.</summary>
    public int[] DigitStarts { get; } = new int[RuleGroups.Count];

    /// <summary>A bit for each rule that has a context word near the run of digits <see cref="ContextOf"/>.</summary>
    public ulong[] RulesInContext { get; private set; } = [];

    /// <summary>The start of a run of digits; -1 for none.</summary>
    public int ContextOf { get; set; }

    /// <summary>Whether <see cref="DigitStarts"/> speaks of the rules that need context words.</summary>
    public bool DigitsInContext { get; set; }

    /// <summary>
    /// Which units were letters of a script other than Latin in the text that was normalised; empty where none was.
    /// </summary>
    public ReadOnlySpan<bool> Scripts(ReadOnlySpan<char> unfolded, int length)
    {
        if (!unfolded.ContainsAnyInRange('\u0370', '\uffff'))
        {
            return default;
        }

        if (_scripts.Length < length)
        {
            _scripts = new bool[BitOperations.RoundUpToPowerOf2((uint)length)];
        }

        var scripts = _scripts.AsSpan(0, length);
        Normalised.Mark(unfolded, UnitKinds.OtherScripts, scripts);
        return scripts;
    }

    /// <summary>Whether characters that are not seen were left out directly before a unit.</summary>
    public bool IsGap(int unit) => Normalised.IsGap(unit)
        || (Outer is { Normalised.HasGaps: true } && Outer.Normalised.IsGap(Outer.Sequences.OriginalStart(Normalised.OriginalStart(unit))));

    /// <summary>The first unit of the scanned text that a unit stands for.</summary>
    public int OriginalStart(int unit) => Unescaped.OriginalStart(Normalised.OriginalStart(unit));

    /// <summary>The end of what a unit stands for in the scanned text.</summary>
    public int OriginalEnd(int unit) => Unescaped.OriginalEnd(Normalised.OriginalEnd(unit) - 1);

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

    /// <summary>Maps the text to symbols and tells their kinds.</summary>
    public ReadOnlySpan<byte> Map(ReadOnlySpan<char> text)
    {
        const int Behind = 2 * SymbolBits.Block;
        if (Symbols.Length < text.Length + Behind)
        {
            Symbols = new byte[BitOperations.RoundUpToPowerOf2((uint)(text.Length + Behind))];
        }

        var symbols = Symbols.AsSpan(0, text.Length);
        Symbols.AsSpan(text.Length, Behind).Clear();
        SymbolMap.Map(text, symbols);
        Bits.Read(symbols);
        return symbols;
    }

    public void Clear(int rules)
    {
        Hits.Clear();
        Words.Clear();
        DigitWords.Clear();
        Labels.Clear();
        Findings.Clear();
        if (LastTried.Length < rules)
        {
            (LastTried, _traces, _traceRounds) = (new int[rules], new WalkTrace?[rules], new int[rules]);
            RulesInContext = new ulong[(rules + 63) / 64];
        }

        ContextOf = -1;

        Array.Fill(LastTried, -1);
        Array.Clear(DigitStarts);
        DigitsInContext = false;
        _round++;
    }
}
