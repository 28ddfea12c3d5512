using System.Collections.Frozen;
using System.Globalization;

namespace ServerlessGuard.Core.Tools;

/// <summary>Numbers and dates of a text by their value, whatever their spelling.</summary>
internal sealed class Quantities
{
    private const int Most = 100_000;
    private const int Years = 10_000;

    private static readonly FrozenDictionary<string, int> Months = new[]
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    }
    .SelectMany(static (name, i) => new[] { (name, i + 1), (name[..3], i + 1) })
    .Append(("sept", 9))
    .DistinctBy(static one => one.Item1)
    .ToFrozenDictionary(static one => one.Item1, static one => one.Item2, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> NumberWords = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
        + "twenty").Split(' ').Select(static (word, i) => (word, i))
        .Concat("thirty forty fifty sixty seventy eighty ninety".Split(' ').Select(static (word, i) => (word, (i + 3) * 10)))
        .ToFrozenDictionary(static one => one.Item1, static one => one.Item2, StringComparer.Ordinal);

    private readonly HashSet<decimal> _numbers = [];
    private readonly HashSet<int> _dates = [];

    public Quantities(string text) => Read(text);

    /// <summary>Too many to be kept: every quantity then counts as found.</summary>
    public bool IsOverflown { get; private set; }

    public bool HasNumber(decimal value) => _numbers.Contains(Math.Abs(value));

    /// <summary>Whether a date of the text is the same day; one without a year is so in every year.</summary>
    public bool HasDate(DateOnly date) =>
        _dates.Contains(Key(date.Year, date.Month, date.Day)) || _dates.Contains(Key(0, date.Month, date.Day));

    public static bool TryNumber(string text, out decimal value)
    {
        var plain = text.Trim().Trim('$', '\u20ac', '\u00a3', '\u00a5', ' ');
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands
            | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }

    public static bool TryDate(string text, out DateOnly date)
    {
        date = default;
        var plain = text.AsSpan().Trim();
        return plain.Length >= 10 && plain.Length <= 40 && plain[4] is '-' or '/'
            && DateOnly.TryParseExact(plain[..10], ["yyyy-MM-dd", "yyyy/MM/dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
            && (plain.Length == 10 || plain[10] is 'T' or ' ');
    }

    private static int Key(int year, int month, int day) => (year * Years) + (month * 100) + day;

    private void Read(string text)
    {
        var words = Words(text);
        for (var i = 0; i < words.Count; i++)
        {
            if (_numbers.Count + _dates.Count > Most)
            {
                IsOverflown = true;
                return;
            }

            var word = words[i];
            if (char.IsAsciiDigit(word[0]))
            {
                Number(word, i + 1 < words.Count ? words[i + 1] : "");
                NumericDate(word);
            }
            else if (NumberWords.TryGetValue(word, out var small))
            {
                var next = i + 1 < words.Count ? words[i + 1] : "";
                _numbers.Add(small);
                _numbers.Add(small * Scale(next));
                if (small >= 20 && NumberWords.TryGetValue(next, out var unit) && unit < 10)
                {
                    _numbers.Add(small + unit);
                }
            }

            if (Months.TryGetValue(word, out var month))
            {
                NamedDate(words, i, month);
            }
        }
    }

    /// <summary>Runs of letters, and runs of digits with their separators.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsAsciiDigit(text[i]))
            {
                while (i < text.Length && (char.IsAsciiDigit(text[i])
                    || (text[i] is ',' or '.' or '-' or '/' or '\'' or ' ' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])
                        && (text[i] != ' ' || IsGroup(text, i + 1)))))
                {
                    i++;
                }

                words.Add(text[start..i]);
            }
            else if (char.IsLetter(text[i]))
            {
                while (i < text.Length && char.IsLetter(text[i]))
                {
                    i++;
                }

                if (i - start <= 12)
                {
                    words.Add(text[start..i].ToLowerInvariant());
                }
            }
            else
            {
                i++;
            }
        }

        return words;
    }

    /// <summary>Three digits and no fourth, and groups before it: a thousand separator.</summary>
    private static bool IsGroup(string text, int at) =>
        at + 2 < text.Length && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2])
        && (at + 3 == text.Length || !char.IsAsciiDigit(text[at + 3]));

    private void Number(string word, string next)
    {
        // 1,234.50 and 1.234,50 and 1 234 and 1'234: the last of two separators is the decimal one; of one alone both readings count.
        var digits = word.Replace(" ", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        if (digits.Length > 28)
        {
            return;
        }

        var (comma, dot) = (digits.LastIndexOf(','), digits.LastIndexOf('.'));
        Add(dot > comma || comma < 0 ? digits.Replace(",", "", StringComparison.Ordinal) : digits.Replace(".", "", StringComparison.Ordinal)
            .Replace(',', '.'));
        if (comma >= 0 || dot >= 0)
        {
            Add(digits.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal), onlyGroups: digits);
        }

        void Add(string plain, string? onlyGroups = null)
        {
            if ((onlyGroups is null || onlyGroups.Split(',', '.')[1..].All(static group => group.Length == 3))
                && decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                _numbers.Add(value);
                if (Scale(next) is var scale and > 1 && value < 1_000_000_000)
                {
                    _numbers.Add(value * scale);
                }
            }
        }
    }

    private static int Scale(string word) => word switch
    {
        "hundred" => 100,
        "k" or "thousand" => 1000,
        "m" or "million" or "mio" => 1_000_000,
        _ => 1,
    };

    private void NumericDate(string word)
    {
        var parts = word.Split('-', '/', '.');
        if (parts.Length is 2 or 3 && parts.All(static part => part.Length is 1 or 2 or 4 && part.All(char.IsAsciiDigit)))
        {
            var numbers = parts.Select(static part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            if (parts[0].Length == 4 && numbers.Length == 3)
            {
                Date(numbers[0], numbers[1], numbers[2]);
            }
            else
            {
                var year = numbers.Length == 3 ? (parts[2].Length == 4 ? numbers[2] : 2000 + numbers[2]) : 0;
                Date(year, numbers[0], numbers[1]);
                Date(year, numbers[1], numbers[0]);
            }
        }
    }

    /// <summary>May 6th, 2024; 6 May 2024; 6th of May; from May 6 to 10.</summary>
    private void NamedDate(List<string> words, int at, int month)
    {
        var year = 0;
        for (var i = at + 1; i <= at + 4 && i < words.Count; i++)
        {
            if (words[i].Length == 4 && int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out var found))
            {
                year = found;
                break;
            }
        }

        for (var i = Math.Max(0, at - 3); i <= at + 5 && i < words.Count; i++)
        {
            if (words[i].Length <= 2 && int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out var day))
            {
                Date(year, month, day);
            }
        }
    }

    private void Date(int year, int month, int day)
    {
        if (month is >= 1 and <= 12 && day is >= 1 and <= 31 && year is 0 or (>= 1900 and <= 2200))
        {
            _dates.Add(Key(year, month, day));
        }
    }
}
