using System.Globalization;
using System.Net;
using System.Text;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Tools;

/// <summary>
/// Values that go through a model and come back otherwise spelled: 42 transformations of 200 values, and unrelated values.
/// </summary>
public sealed class LaunderingTests
{
    private static readonly (string Name, Func<string, string> Change)[] Transformations =
    [
        ("same", static v => v),
        ("upper", static v => v.ToUpperInvariant()),
        ("lower", static v => v.ToLowerInvariant()),
        ("title", static v => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(v)),
        ("spaced", static v => string.Join(' ', v.ToCharArray())),
        ("dashed", static v => string.Join('-', v.ToCharArray())),
        ("dotted", static v => string.Join('.', v.ToCharArray())),
        ("lines", static v => string.Join('\n', v.ToCharArray())),
        ("groups of four", static v => string.Join(' ', v.Chunk(4).Select(static c => new string(c)))),
        ("joined", static v => v.Replace(" ", "", StringComparison.Ordinal)),
        ("underscores", static v => v.Replace(' ', '_')),
        ("tabs", static v => v.Replace(" ", "\t", StringComparison.Ordinal)),
        ("quoted", static v => $"\"{v}\""),
        ("bracketed", static v => $"[{v}]"),
        ("bold", static v => $"**{v}**"),
        ("display name", static v => $"Support <{v}>"),
        ("mailto", static v => "mailto:" + v),
        ("trailing dot", static v => v + "."),
        ("percent", static v => string.Concat(Encoding.UTF8.GetBytes(v).Select(static b => $"%{b:X2}"))),
        ("percent where needed", Uri.EscapeDataString),
        ("percent twice", static v => Uri.EscapeDataString(string.Concat(Encoding.UTF8.GetBytes(v).Select(static b => $"%{b:x2}")))),
        ("decimal entities", static v => string.Concat(v.Select(static c => $"&#{(int)c};"))),
        ("hex entities", static v => string.Concat(v.Select(static c => $"&#x{(int)c:x};"))),
        ("named entities", WebUtility.HtmlEncode),
        ("unicode escapes", static v => string.Concat(v.Select(static c => $"\\u{(int)c:x4}"))),
        ("quoted printable", static v => string.Concat(Encoding.UTF8.GetBytes(v).Select(static b => $"={b:X2}"))),
        ("base64", static v => Convert.ToBase64String(Encoding.UTF8.GetBytes(v))),
        ("base64 unpadded", static v => Convert.ToBase64String(Encoding.UTF8.GetBytes(v)).TrimEnd('=')),
        ("base64 for links", static v => Convert.ToBase64String(Encoding.UTF8.GetBytes(v)).TrimEnd('=').Replace('+', '-').Replace('/', '_')),
        ("base64 twice", static v => Convert.ToBase64String(Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(v))))),
        ("hex", static v => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(v))),
        ("hex pairs", static v => string.Join(' ', Encoding.UTF8.GetBytes(v).Select(static b => $"{b:x2}"))),
        ("character codes", static v => string.Join(' ', Encoding.UTF8.GetBytes(v).Select(static b => $"{b}"))),
        ("reversed", static v => new string([.. v.Reverse()])),
        ("rot13", static v => string.Concat(v.Select(static c => char.IsAsciiLetter(c) ? (char)(((c | 0x20) - 'a' + 13) % 26 + 'a') : c))),
        ("homoglyphs", static v => v.Replace('a', '\u0430').Replace('e', '\u0435').Replace('o', '\u043e').Replace('p', '\u0440')),
        ("fullwidth", static v => string.Concat(v.Select(static c => c is > ' ' and < '\x7f' ? (char)(c + 0xFEE0) : c))),
        ("zero width", static v => string.Join('\u200b', v.ToCharArray())),
        ("soft hyphens", static v => string.Join('\u00ad', v.ToCharArray())),
        ("combining marks", static v => string.Concat(v.Select(static c => char.IsAsciiLetter(c) ? $"{c}\u0332" : c.ToString()))),
        ("folded", static v => v.Insert(v.Length / 2, "\n      ")),
        ("written out", static v => v.Replace("@", " at ", StringComparison.Ordinal).Replace(".", " dot ", StringComparison.Ordinal)),
    ];

    /// <summary>The text holds the spelling and the call the value; and the other way round.</summary>
    [Fact]
    public void Respelt_ValuesAreRecognised_AndUnrelatedOnesAreNot()
    {
        Transformations.Length.ShouldBeGreaterThanOrEqualTo(40);
        var (values, others) = (Values(1), Values(2).Concat(Values(3)).ToArray());
        values.Length.ShouldBe(200);
        var (missed, found, all) = (new SortedDictionary<string, int>(StringComparer.Ordinal), 0, 0);
        foreach (var (name, change) in Transformations)
        {
            foreach (var value in values)
            {
                var read = new TaintIndex([("t", Around(change(value)))]).Find(value) is not null;
                var wrote = new TaintIndex([("t", Around(value))]).Find(change(value)) is not null;
                all += 2;
                found += (read ? 1 : 0) + (wrote ? 1 : 0);
                missed[name] = missed.GetValueOrDefault(name) + (read ? 0 : 1) + (wrote ? 0 : 1);
            }
        }

        var respelt = Transformations.SelectMany(t => values.Take(20).Select(v => Around(t.Change(v))));
        var text = string.Join('\n', values.Select(Around).Concat(respelt));
        var index = new TaintIndex([("t", text)]);
        var wrong = others.Except(values).Where(value => index.Find(value) is not null).ToList();
        var told = $"{found} of {all}; false {wrong.Count} of {others.Length}: {string.Join(" | ", wrong.Take(20))}; missed "
            + string.Join(", ", missed.Where(static one => one.Value > 0));
        TestContext.Current.TestOutputHelper!.WriteLine(told);
        ((double)found / all).ShouldBeGreaterThanOrEqualTo(0.95, told);
        ((double)wrong.Count / others.Length).ShouldBeLessThanOrEqualTo(0.01, told);
    }

    private static string Around(string value) => $"Hello, as agreed we go on with {value} this week. Regards, the team.";

    /// <summary>Addresses, hosts, links, accounts, names, streets, numbers, and short identifiers.</summary>
    private static string[] Values(int seed)
    {
        var random = new SeededEntropy(seed);
        var made = new List<string>();
        for (var i = 0; made.Count < 200; i++)
        {
            made.Add((i % 10) switch
            {
                0 => $"{Word(5)}.{Word(6)}@{Word(7)}.example",
                1 => $"{Word(8)}-{Word(5)}.com",
                2 => $"https://{Word(6)}.{Word(7)}.net/{Word(4)}/{Number(1000, 9999)}",
                3 => $"DE{Number(10, 99)}{Number(10_000_000, 99_999_999)}{Number(10_000_000, 99_999_999)}{Number(10, 99)}",
                4 => $"{Capital(5)} {Capital(7)}",
                5 => $"{Number(1, 199)} {Capital(6)} Street",
                6 => $"{Number(100, 99_999)}.{Number(10, 99)}",
                7 => $"{Word(2).ToUpperInvariant()}-{Number(100, 99_999)}",
                8 => $"{Word(4)}{Number(10, 99)}",
                _ => $"{Word(8)}/{Word(5)}.pdf",
            });
        }

        return [.. made];

        int Number(int least, int most)
        {
            Span<byte> bytes = stackalloc byte[4];
            random.Fill(bytes);
            return least + (int)(BitConverter.ToUInt32(bytes) % (uint)(most - least + 1));
        }

        string Word(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)('a' + Number(0, 25))));

        string Capital(int length) => char.ToUpperInvariant(Word(1)[0]) + Word(length - 1);
    }
}
