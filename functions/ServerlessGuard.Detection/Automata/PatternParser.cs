using System.Globalization;

namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// Reads the part of .NET's regex syntax that rules may use (no lookaround, back-references, class subtraction, <c>$</c>)
/// into a tree. Other syntax throws <see cref="NotSupportedException"/>.
/// </summary>
internal sealed class PatternParser
{
    private const uint DigitCategory = 1u << (int)UnicodeCategory.DecimalDigitNumber;
    private static readonly UnitSet Digits = UnitSet.Where(char.IsAsciiDigit, DigitCategory);
    private static readonly UnitSet NoDigits = UnitSet.Where(static c => !char.IsAsciiDigit(c), UnitSet.AllCategories & ~DigitCategory);
    private static readonly UnitSet WordUnits = UnitSet.Where(static c => char.IsAsciiLetterOrDigit(c) || c == '_', UnitSet.WordCategories);
    private static readonly UnitSet NoWordUnits = UnitSet.Where(
        static c => !char.IsAsciiLetterOrDigit(c) && c != '_', UnitSet.AllCategories & ~UnitSet.WordCategories);
    private static readonly UnitSet Spaces = UnitSet.Where(char.IsWhiteSpace, UnitSet.SpaceCategories);
    private static readonly UnitSet NoSpaces = UnitSet.Where(
        static c => !char.IsWhiteSpace(c), UnitSet.AllCategories & ~UnitSet.SpaceCategories);

    private readonly string _pattern;
    private int _at;
    private bool _ignoreCase;

    private PatternParser(string pattern) => _pattern = pattern;

    public static PatternNode Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        var node = parser.Choice();
        return parser._at == pattern.Length ? node : throw parser.Unsupported();
    }

    private PatternNode Choice()
    {
        List<PatternNode> branches = [Sequence()];
        while (Take('|'))
        {
            branches.Add(Sequence());
        }

        return branches.Count == 1 ? branches[0] : new PatternNode.Choice(branches);
    }

    private PatternNode.Sequence Sequence()
    {
        var parts = new List<PatternNode>();
        while (Peek() is not (null or '|' or ')'))
        {
            if (Atom() is { } atom)
            {
                parts.Add(Repeated(atom));
            }
        }

        return new PatternNode.Sequence(parts);
    }

    /// <summary>One atom, or null where there is nothing to match (a boundary, an option).</summary>
    private PatternNode? Atom()
    {
        var unit = Read();
        switch (unit)
        {
            case '(':
                return Group();
            case '[':
                return new PatternNode.Units(Class());
            case '.':
                return new PatternNode.Units(~UnitSet.Of('\n'));
            case '^':
                return new PatternNode.Beginning();
            case '\\' when Peek() is 'b' or 'B':
                return new PatternNode.Boundary(Read() == 'B');
            case '\\':
                return new PatternNode.Units(Cased(Escape()));
            case '*' or '+' or '?' or '{' or '$':
                throw Unsupported();
            default:
                return new PatternNode.Units(Cased(UnitSet.Of(unit)));
        }
    }

    private PatternNode? Group()
    {
        var ignoreCase = _ignoreCase;
        var isValue = false;
        if (Take('?'))
        {
            if (Take('<'))
            {
                if (Peek() is '=' or '!')
                {
                    throw Unsupported();
                }

                var name = _at;
                while (Read() != '>')
                {
                }

                isValue = _pattern.AsSpan(name, _at - name - 1) is "v";
            }
            else if (Options())
            {
                return null; // (?i) holds to the end of the enclosing group
            }
        }

        var node = Choice();
        if (!Take(')'))
        {
            throw Unsupported();
        }

        _ignoreCase = ignoreCase;
        return isValue ? new PatternNode.Value(node) : node;
    }

    /// <summary>Reads <c>i:</c>, <c>-i:</c>, <c>:</c> (false) or <c>i)</c> (true).</summary>
    private bool Options()
    {
        var on = true;
        while (true)
        {
            switch (Read())
            {
                case ':':
                    return false;
                case ')':
                    return true;
                case '-':
                    on = false;
                    break;
                case 'i':
                    _ignoreCase = on;
                    break;
                default:
                    throw Unsupported();
            }
        }
    }

    private PatternNode Repeated(PatternNode atom)
    {
        var (min, max) = Peek() switch
        {
            '*' => (0, -1),
            '+' => (1, -1),
            '?' => (0, 1),
            '{' => Counts(),
            _ => (-1, -1),
        };
        if (min < 0)
        {
            return atom;
        }

        _at++;
        return new PatternNode.Repeat(atom, min, max, Take('?'));
    }

    private (int Min, int Max) Counts()
    {
        var close = _pattern.IndexOf('}', _at);
        var parts = close < 0 ? throw Unsupported() : _pattern[(_at + 1)..close].Split(',');
        if (!int.TryParse(parts[0], CultureInfo.InvariantCulture, out var min))
        {
            throw Unsupported();
        }

        _at = close;
        return (min, parts.Length == 1 ? min : parts[1].Length == 0 ? -1 : int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private UnitSet Class()
    {
        var negated = Take('^');
        var set = UnitSet.Empty;
        for (var first = true; first || Peek() != ']'; first = false)
        {
            var item = ClassItem(out var low);
            if (low is { } from && Peek() == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']')
            {
                _at++;
                ClassItem(out var high);
                item = UnitSet.Range(from, high ?? throw Unsupported());
            }

            set |= item;
        }

        _at++;
        set = _ignoreCase ? set.IgnoringCase() : set;
        return negated ? ~set : set;
    }

    private UnitSet ClassItem(out char? single)
    {
        var unit = Read();
        if (unit == '-' && Peek() == '[')
        {
            throw Unsupported(); // class subtraction
        }

        if (unit != '\\')
        {
            single = unit;
            return UnitSet.Of(unit);
        }

        if (Peek() == 'b')
        {
            throw Unsupported();
        }

        var set = Escape();
        single = UInt128.PopCount(set.Ascii) == 1 && set.Categories == 0 && set.Ranges.IsEmpty ? (char)UInt128.Log2(set.Ascii)
            : set.Ascii == 0 && set.Categories == 0 && set.Ranges.Length == 1 && set.Ranges[0].First == set.Ranges[0].Last
                ? set.Ranges[0].First
            : null;
        return set;
    }

    private UnitSet Escape()
    {
        var unit = Read();
        switch (unit)
        {
            case 'd':
                return Digits;
            case 'D':
                return NoDigits;
            case 'w':
                return WordUnits;
            case 'W':
                return NoWordUnits;
            case 's':
                return Spaces;
            case 'S':
                return NoSpaces;
            case 'p' or 'P':
                return Category(negated: unit == 'P');
            case 'n':
                return UnitSet.Of('\n');
            case 'r':
                return UnitSet.Of('\r');
            case 't':
                return UnitSet.Of('\t');
            case 'x':
                return UnitSet.Of(Hex(2));
            case 'u':
                return UnitSet.Of(Hex(4));
            default:
                return char.IsAsciiLetterOrDigit(unit) ? throw Unsupported() : UnitSet.Of(unit);
        }
    }

    private UnitSet Category(bool negated)
    {
        var start = _at;
        while (Read() != '}')
        {
        }

        var categories = _pattern[start.._at] switch
        {
            "{L}" => UnitSet.LetterCategories,
            "{Lu}" => 1u << (int)UnicodeCategory.UppercaseLetter,
            "{Ll}" => 1u << (int)UnicodeCategory.LowercaseLetter,
            "{Lo}" => 1u << (int)UnicodeCategory.OtherLetter,
            "{M}" => 0b111u << (int)UnicodeCategory.NonSpacingMark,
            "{Mn}" => 1u << (int)UnicodeCategory.NonSpacingMark,
            "{N}" => 0b111u << (int)UnicodeCategory.DecimalDigitNumber,
            "{Nd}" => 1u << (int)UnicodeCategory.DecimalDigitNumber,
            "{P}" => 0b1111111u << (int)UnicodeCategory.ConnectorPunctuation,
            "{S}" => 0b1111u << (int)UnicodeCategory.MathSymbol,
            "{Z}" => UnitSet.SpaceCategories,
            _ => throw Unsupported(),
        };
        categories = negated ? UnitSet.AllCategories & ~categories : categories;
        return UnitSet.Where(c => (categories >> (int)char.GetUnicodeCategory(c) & 1) != 0, categories);
    }

    private char Hex(int digits)
    {
        var value = Convert.ToInt32(_pattern.Substring(_at, digits), 16);
        _at += digits;
        return (char)value;
    }

    private UnitSet Cased(UnitSet set) => _ignoreCase ? set.IgnoringCase() : set;

    private char? Peek() => _at < _pattern.Length ? _pattern[_at] : null;

    private char Read() => _at < _pattern.Length ? _pattern[_at++] : throw Unsupported();

    private bool Take(char unit)
    {
        if (Peek() != unit)
        {
            return false;
        }

        _at++;
        return true;
    }

    private NotSupportedException Unsupported() => new($"Pattern syntax at position {_at} is not supported.");
}
