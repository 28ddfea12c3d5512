using System.Globalization;
using System.Text;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Benchmarks.FreshText;

/// <summary>Words, sentences and lines of one seed.</summary>
internal sealed class Writer(SeededNumbers numbers)
{
    public StringBuilder Text { get; } = new();

    public SeededNumbers Numbers => numbers;

    public void Add(FormattableString text) => Text.Append(text.ToString(CultureInfo.InvariantCulture));

    public void Line(FormattableString text)
    {
        Add(text);
        Text.Append('\n');
    }

    /// <summary>Half common words, half made ones: natural text has as many that occur once.</summary>
    public string Word(Language language)
    {
        if (numbers.Chance(50))
        {
            return numbers.Pick(language.Common);
        }

        var word = string.Concat(Enumerable.Range(0, numbers.Between(2, 4)).Select(_ => numbers.Pick(language.Syllables)));
        return language.CapitalNouns && numbers.Chance(40) || numbers.Chance(6) ? Capital(word) : word;
    }

    public void Sentence(Language language)
    {
        for (var (i, words) = (0, numbers.Between(5, 22)); i < words; i++)
        {
            var word = Word(language);
            Text.Append(i == 0 ? Capital(word) : word);
            if (numbers.Chance(7) && i + 1 < words)
            {
                Text.Append(language.Space.Length == 0 ? '、' : ',');
            }

            if (numbers.Chance(3))
            {
                Add($"{language.Space}{Number()}");
            }

            Text.Append(i + 1 < words ? language.Space : "");
        }

        Text.Append(language.Stop);
    }

    public void Paragraph(Language language)
    {
        for (var sentences = numbers.Between(2, 6); sentences > 0; sentences--)
        {
            Sentence(language);
        }

        Text.Append("\n\n");
    }

    /// <summary>Amounts, years, percentages and counts as they stand in prose.</summary>
    public string Number() => numbers.Next(6) switch
    {
        0 => numbers.Between(1950, 2030).ToString(CultureInfo.InvariantCulture),
        1 => string.Create(CultureInfo.InvariantCulture, $"{numbers.Next(100)}.{numbers.Next(10)}%"),
        2 => string.Create(CultureInfo.InvariantCulture, $"{numbers.Between(1, 999)},{numbers.Next(1000):000}"),
        3 => string.Create(CultureInfo.InvariantCulture, $"{numbers.Between(1, 9999)}.{numbers.Next(100):00}"),
        4 => string.Create(CultureInfo.InvariantCulture, $"#{numbers.Next(100000)}"),
        _ => numbers.Next(100).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>An identifier of code: words of English joined as some convention does.</summary>
    public string Identifier()
    {
        var words = Enumerable.Range(0, numbers.Between(1, 3)).Select(_ => Word(Language.All[0]).ToLowerInvariant()).ToArray();
        return numbers.Next(4) switch
        {
            0 => string.Join('_', words),
            1 => string.Concat(words.Select(Capital)),
            2 => string.Join('_', words).ToUpperInvariant(),
            _ => words[0] + string.Concat(words.Skip(1).Select(Capital)),
        };
    }

    public string Moment() => string.Create(
        CultureInfo.InvariantCulture,
        $"{numbers.Between(2019, 2027)}-{numbers.Between(1, 12):00}-{numbers.Between(1, 28):00}T{numbers.Next(24):00}:{numbers.Next(60):00}:{numbers.Next(60):00}.{numbers.Next(1000):000}Z");

    public string Uuid() => $"{numbers.Hex(8)}-{numbers.Hex(4)}-4{numbers.Hex(3)}-a{numbers.Hex(3)}-{numbers.Hex(12)}";

    public string Version() => string.Create(CultureInfo.InvariantCulture, $"{numbers.Next(30)}.{numbers.Next(40)}.{numbers.Next(60)}");

    private static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];
}
