using System.Numerics;
using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection.Own;

/// <summary>Facts of every match of a pattern: how long it is, and where it can be searched for.</summary>
internal static class PatternFacts
{
    /// <summary>More alternatives than this are no sign to search for.</summary>
    public const int MostOpenings = 64;

    private const long Unbounded = long.MaxValue;

    private static readonly UnitSet Separators = UnitSet.Where(static c => c is ' ' or '.' or '-' or '/' or '(' or ')' or '+', 0);
    private static readonly UnitSet WordUnits = UnitSet.Where(static c => char.IsAsciiLetterOrDigit(c) || c == '_', 0);
    private static readonly UnitSet Digits = UnitSet.Where(char.IsAsciiDigit, 0);

    /// <summary>The longest match in units; <see cref="long.MaxValue"/> where there is no bound.</summary>
    public static long MaxLength(PatternNode node) => node switch
    {
        PatternNode.Units => 1,
        PatternNode.Sequence sequence => Sum(sequence.Parts.Select(MaxLength)),
        PatternNode.Choice choice => choice.Branches.Select(MaxLength).DefaultIfEmpty().Max(),
        PatternNode.Repeat { Max: -1 } => Unbounded,
        PatternNode.Repeat repeat => Times(MaxLength(repeat.Part), repeat.Max),
        PatternNode.Value value => MaxLength(value.Part),
        _ => 0,
    };

    /// <summary>The shortest match in units.</summary>
    public static long MinLength(PatternNode node) => node switch
    {
        PatternNode.Units => 1,
        PatternNode.Sequence sequence => Sum(sequence.Parts.Select(MinLength)),
        PatternNode.Choice choice => choice.Branches.Select(MinLength).DefaultIfEmpty().Min(),
        PatternNode.Repeat repeat => Times(MinLength(repeat.Part), repeat.Min),
        PatternNode.Value value => MinLength(value.Part),
        _ => 0,
    };

    /// <summary>How many parts the pattern has with its repeats written out: what building it costs.</summary>
    public static long Size(PatternNode node) => node switch
    {
        PatternNode.Sequence sequence => Sum([1, .. sequence.Parts.Select(Size)]),
        PatternNode.Choice choice => Sum([1, .. choice.Branches.Select(Size)]),
        PatternNode.Repeat repeat => Times(Size(repeat.Part), Math.Max(repeat.Max, Math.Max(repeat.Min, 1))),
        PatternNode.Value value => Size(value.Part),
        _ => 1,
    };

    /// <summary>The sign by which matches are searched for; null where the pattern has none.</summary>
    public static Anchor? AnchorOf(PatternNode pattern)
    {
        var (openings, _) = Openings(pattern);
        if (openings.Count is > 0 and <= MostOpenings && openings.All(static text => text.Length > 1))
        {
            return Anchor.StartsWith([.. openings]);
        }

        var parts = Flat(pattern).ToList();
        if (Literal(parts) is var (literal, before) && literal.Length > 2)
        {
            return Anchor.Contains([literal], before);
        }

        return DigitRun(parts) ?? Word(pattern, openings: parts);
    }

    private static Anchor? DigitRun(List<PatternNode> parts)
    {
        var before = 0L;
        for (var i = 0; i < parts.Count; before = Sum([before, MaxLength(parts[i])]), i++)
        {
            // A run begins with a digit.
            if (!IsOf(parts[i], Digits, Digits, out _))
            {
                continue;
            }

            var (least, longest) = (0L, before);
            for (var j = i; j < parts.Count && IsOf(parts[j], Digits, Separators, out var isDigits); j++)
            {
                least += isDigits ? MinLength(parts[j]) : 0;
            }

            if (least > 2 && longest <= Scanner.LongestOrdinary)
            {
                // Digits of the parts beside them may belong to the same run.
                return Anchor.Digits((int)least, (int)Sum(parts.Select(MaxLength)), (int)longest);
            }
        }

        return null;
    }

    private static Anchor? Word(PatternNode pattern, List<PatternNode> openings) =>
        openings.TrueForAll(static part => MaxLength(part) == 0 || IsOf(part, WordUnits, WordUnits, out _))
        && (MinLength(pattern), MaxLength(pattern)) is var (min, max) && min > 5
            ? Anchor.Word((int)min, (int)max)
            : null;

    /// <summary>Whether a part is one of two sets of units, repeated or not; <paramref name="isFirst"/>: of the first one.</summary>
    private static bool IsOf(PatternNode part, UnitSet first, UnitSet second, out bool isFirst)
    {
        var units = part switch
        {
            PatternNode.Units one => one.Set,
            PatternNode.Repeat { Part: PatternNode.Units repeated } => repeated.Set,
            _ => null,
        };
        isFirst = units is not null && IsWithin(units, first);
        return isFirst || (units is not null && IsWithin(units, second));
    }

    private static bool IsWithin(UnitSet units, UnitSet whole) => !units.IsNegated && units.Ranges.Length == 0
        && (units.Ascii & ~whole.Ascii) == 0 && units.Ascii != 0;

    /// <summary>The longest literal that every match holds, and how far behind the match's start it may begin.</summary>
    private static (string Text, int Before) Literal(List<PatternNode> parts)
    {
        var (best, before) = (("", 0), 0L);
        for (var i = 0; i < parts.Count && before <= Scanner.LongestOrdinary; before = Sum([before, MaxLength(parts[i])]), i++)
        {
            var text = "";
            for (var j = i; j < parts.Count && Openings(parts[j]) is ({ Count: 1 } one, true); j++)
            {
                text += one.First();
            }

            best = text.Length > best.Item1.Length ? (text, (int)before) : best;
        }

        return best;
    }

    /// <summary>The parts of the outermost sequence, groups opened.</summary>
    private static IEnumerable<PatternNode> Flat(PatternNode node) => node switch
    {
        PatternNode.Sequence sequence => sequence.Parts.SelectMany(Flat),
        PatternNode.Value value => Flat(value.Part),
        PatternNode.Choice { Branches: [var only] } => Flat(only),
        _ => [node],
    };

    /// <summary>
    /// The literals that matches begin with, in lower case: one for each alternative, and whether they are whole matches. Empty where
    /// there are too many.
    /// </summary>
    private static (HashSet<string> Texts, bool IsWhole) Openings(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Units units:
                return Only(units.Set) is { } unit ? ([unit.ToString()], true) : ([""], false);
            case PatternNode.Value value:
                return Openings(value.Part);
            case PatternNode.Sequence sequence:
                return Joined(sequence.Parts);
            case PatternNode.Repeat { Min: > 0 and <= 16 } repeat:
                var (texts, isWhole) = Joined(Enumerable.Repeat(repeat.Part, repeat.Min));
                return (texts, isWhole && repeat.Min == repeat.Max);
            case PatternNode.Repeat:
                return ([""], false);
            case PatternNode.Choice choice:
                var branches = choice.Branches.Select(Openings).ToList();
                return ([.. branches.SelectMany(static branch => branch.Texts)], branches.TrueForAll(static branch => branch.IsWhole));
            default:
                return ([""], true);
        }
    }

    private static (HashSet<string> Texts, bool IsWhole) Joined(IEnumerable<PatternNode> parts)
    {
        HashSet<string> texts = [""];
        foreach (var part in parts)
        {
            var (next, isWhole) = Openings(part);
            if (texts.Count * next.Count > MostOpenings)
            {
                return (texts, false);
            }

            texts = [.. texts.SelectMany(text => next.Select(more => text + more))];
            if (!isWhole)
            {
                return (texts, false);
            }
        }

        return (texts, true);
    }

    /// <summary>The only unit of a set, both cases of a letter counting as one.</summary>
    private static char? Only(UnitSet set)
    {
        if (set.IsNegated || set.Categories != 0 || set.Ranges.Length > 0)
        {
            return null;
        }

        var first = (char)BitOperations.TrailingZeroCount((ulong)set.Ascii);
        first = (ulong)set.Ascii == 0 ? (char)(64 + BitOperations.TrailingZeroCount((ulong)(set.Ascii >> 64))) : first;
        var lower = char.ToLowerInvariant(first);
        return set.Ascii == UInt128.One << first || set.Ascii == (UInt128.One << lower | UInt128.One << char.ToUpperInvariant(lower))
            ? lower
            : null;
    }

    private static long Sum(IEnumerable<long> parts) =>
        parts.Aggregate(0L, static (sum, part) => sum == Unbounded || part == Unbounded || sum + part < 0 ? Unbounded : sum + part);

    private static long Times(long part, long count) =>
        part == 0 || count == 0 ? 0 : part == Unbounded || part > Unbounded / count ? Unbounded : part * count;
}
