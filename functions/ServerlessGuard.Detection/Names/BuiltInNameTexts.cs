using System.Globalization;
using System.Reflection;
using System.Text;

namespace ServerlessGuard.Detection.Names;

/// <summary>The project's own sentences to learn from: frames filled with names of the lists, in their usual forms.</summary>
internal static class BuiltInNameTexts
{
    private const string Source = "own";
    private static readonly string[] Seats = [
        "Ltd", "Inc", "GmbH", "Group", "Bank", "University", "Insurance", "& Sons", "Partners", "United", "FC", "Hospital", "Foundation",
        "Airlines", "Institute"
    ];

    public static IReadOnlyList<NamedText> Make(int count = 1500, ulong seed = 11)
    {
        var n = new SeededNumbers(seed);
        var frames = Read("name-sentences.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var lists = new Lists(
            Words("given-names.txt"), Words("surnames.txt"), Words("places.txt")[..600], Words("organisation-words.txt"),
            Words("titles.txt")[..30]);
        return [.. Enumerable.Range(0, count).Select(_ => Fill(n, n.Pick(frames), lists))];
    }

    private static NamedText Fill(SeededNumbers n, string frame, Lists lists)
    {
        var (text, names) = (new StringBuilder(), new List<(TextSpan, string)>());
        for (var at = 0; at < frame.Length; at++)
        {
            if (frame[at] != '{')
            {
                // "@ name" is a person by both: people are called by it.
                if (frame[at] == '@')
                {
                    names.Add((new TextSpan(text.Length, text.Length + 1), "person"));
                }

                text.Append(frame[at]);
                continue;
            }

            var (value, kind) = Value(n, frame[at + 1], lists);
            if (kind.Length > 0)
            {
                names.Add((new TextSpan(text.Length, text.Length + value.Length), kind));
            }

            text.Append(value);
            at += 2;
        }

        var made = text.ToString();
        return new NamedText(Source, n.Chance(8) ? made.ToLowerInvariant() : made, names);
    }

    private static (string Value, string Kind) Value(SeededNumbers n, char slot, Lists lists) => slot switch
    {
        'p' => (Person(n, lists), "person"),
        'g' => (Capital(n.Pick(lists.Given)), "person"),
        's' => (Capital(n.Pick(lists.Surnames)), "person"),
        'l' => (n.Chance(20) ? $"{n.Pick(["New", "North", "Saint", "Port", "East"])} {Made(n)}"
            : n.Chance(20) ? Made(n)
            : Capital(n.Pick(lists.Places)), "location"),
        'o' => (n.Chance(30)
            ? Capital(n.Pick(lists.Organisations[100..]))
            : $"{(n.Chance(50) ? Made(n) : Capital(n.Pick(lists.Surnames)))} {n.Pick(Seats)}", "organisation"),
        'h' => (Handle(n, lists), "person"),
        _ => (Capital(n.Pick(lists.Titles)), ""),
    };

    private static string Person(SeededNumbers n, Lists lists)
    {
        var (given, surname) = (Capital(n.Pick(lists.Given)), n.Chance(25) ? Made(n) : Capital(n.Pick(lists.Surnames)));
        return n.Next(12) switch
        {
            0 => $"{given} {(char)('A' + n.Next(26))}. {surname}",
            1 => $"{(char)('A' + n.Next(26))}. {surname}",
            2 => $"{given} {surname}-{Capital(n.Pick(lists.Surnames))}",
            3 => $"{given} {Capital(n.Pick(lists.Given))} {surname}",
            4 => $"{given} {n.Pick(["van", "de", "von", "da", "del", "bin", "al"])} {surname}",
            _ => $"{given} {surname}",
        };
    }

    private static string Handle(SeededNumbers n, Lists lists) => n.Next(5) switch
    {
        0 => n.Pick(lists.Given) + n.Pick(lists.Surnames),
        1 => Capital(n.Pick(lists.Given)) + Capital(n.Pick(lists.Surnames)),
        2 => n.Pick(lists.Given) + "_" + n.Digits(2),
        3 => Made(n) + n.Digits(n.Between(1, 4)),
        _ => "x" + n.Pick(lists.Given) + "x" + Made(n),
    };

    /// <summary>A name that is in no list, as most are.</summary>
    private static string Made(SeededNumbers n) =>
        Capital(string.Concat(Enumerable.Range(0, n.Between(2, 3)).Select(_ => n.Pick([
            "ba", "bel", "cor", "dan", "der", "el", "fa", "gar", "hol", "is", "kar", "lan", "lo", "mar", "men", "nor", "os", "per", "ra",
            "rin", "sal", "son", "stein", "ta", "ton", "ur", "ville", "wen", "wick", "za"
        ]))));

    private static string Capital(string word) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word);

    private static string[] Words(string list) =>
        [.. Read(list).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(static word => word.All(char.IsLetter))];

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed record Lists(string[] Given, string[] Surnames, string[] Places, string[] Organisations, string[] Titles);
}
