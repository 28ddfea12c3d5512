using System.Globalization;
using System.Text;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Benchmarks.FreshText;

/// <summary>
/// Looks for the slowest text by hill-climbing: a text is a handful of fragments repeated in a seeded order with fresh letters and digits
/// in them; each step changes one fragment and stays where that made scanning slower. Its findings belong into a generator of the tests.
/// </summary>
internal static class WorstInput
{
    private const int Size = 48 * 1024;

    private static readonly string[] Seeds =
    [
        "#", "# ", "#.#", "#-#", "@ ", "a", "a.", "a-a", "=", ": ", "://", "\n", "  ", "\t", "\"", "\\n", "key=", "password: ", "token ",
        "%40", "&#64;", "é", "я", "中", "０", "+#", "(#) ", "/a",
        "-----BEGIN ", "eyJ", "sk-", "ignore ", "you are ", "<a ", "![", "data:", "A", "0x", "_", "'", "\u200b", "\u0301",
    ];

    public static int Run(TimeSpan time, ulong seed)
    {
        var numbers = new SeededNumbers(seed);
        var fragments = Seeds.Concat(Scanner.Default.Rules.SelectMany(static rule => rule.Context.Concat(rule.Anchor switch
        {
            Anchor.Prefix prefix => prefix.Literals,
            Anchor.Inner inner => inner.Literals,
            _ => [],
        }))).Distinct(StringComparer.Ordinal).ToArray();
        var ends = Environment.TickCount64 + (long)time.TotalMilliseconds;
        var worst = new List<(double Speed, string Fragments)>();
        while (Environment.TickCount64 < ends)
        {
            var parts = Enumerable.Range(0, numbers.Between(1, 5)).Select(_ => numbers.Pick(fragments)).ToList();
            var speed = SpeedOf(parts, seed);
            for (var idle = 0; idle < 40 && Environment.TickCount64 < ends; idle++)
            {
                var changed = Change([.. parts], fragments, numbers);
                var now = SpeedOf(changed, seed);
                if (now < speed * 0.98 && (now = Math.Max(now, SpeedOf(changed, seed + 1))) < speed)
                {
                    (parts, speed, idle) = (changed, now, 0);
                }
            }

            worst.Add((speed, string.Join(" · ", parts.Select(Show))));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{speed,8:0.00} MB/s  {worst[^1].Fragments}"));
        }

        Console.WriteLine("slowest:");
        foreach (var (speed, parts) in worst.OrderBy(static found => found.Speed).Take(10))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{speed,8:0.00} MB/s  {parts}"));
        }

        return 0;
    }

    private static List<string> Change(List<string> parts, string[] fragments, SeededNumbers numbers)
    {
        var at = numbers.Next(parts.Count);
        switch (numbers.Next(5))
        {
            case 0 when parts.Count < 8:
                parts.Insert(at, numbers.Pick(fragments));
                break;
            case 1 when parts.Count > 1:
                parts.RemoveAt(at);
                break;
            case 2:
                parts[at] += numbers.Pick(Seeds);
                break;
            case 3:
                var other = numbers.Next(parts.Count);
                (parts[at], parts[other]) = (parts[other], parts[at]);
                break;
            default:
                parts[at] = numbers.Pick(fragments);
                break;
        }

        return parts;
    }

    private static double SpeedOf(List<string> parts, ulong seed)
    {
        var numbers = new SeededNumbers(seed);
        var text = new StringBuilder(Size + 256);
        while (text.Length < Size)
        {
            // Mostly in order, so that a combination shows; sometimes not, so that no two kilobytes are alike.
            var part = numbers.Chance(10) ? numbers.Pick(parts) : parts[text.Length / 7 % parts.Count];
            foreach (var unit in part)
            {
                text.Append(unit switch
                {
                    '#' => (char)('0' + numbers.Next(10)),
                    'a' => (char)('a' + numbers.Next(26)),
                    'A' => (char)('A' + numbers.Next(26)),
                    _ => unit
                });
            }
        }

        var made = text.ToString();
        var bytes = Encoding.UTF8.GetByteCount(made);
        var before = ThreadTime.Now;
        Scanner.Default.Scan(made);
        return bytes / 1e6 / Math.Max((ThreadTime.Now - before).TotalSeconds, 1e-9);
    }

    private static string Show(string part) => string.Concat(part.Select(static unit =>
        unit is < ' ' or > '~' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}") : unit.ToString()));
}
