using System.Text;

namespace ServerlessGuard.Core.Tests.Inspection;

/// <summary>The ways in which a model may be asked to give its instructions away.</summary>
internal static class LeakDisguises
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Morse =
    [
        ".-", "-...", "-.-.", "-..", ".", "..-.", "--.", "....", "..", ".---", "-.-", ".-..", "--", "-.", "---", ".--.", "--.-", ".-.", "...",
        "-", "..-", "...-", ".--", "-..-", "-.--", "--..",
    ];

    private static readonly string[] Spoken =
    [
        "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo", "lima", "mike", "november",
        "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "victor", "whiskey", "xray", "yankee", "zulu",
    ];

    public static IReadOnlyDictionary<string, Func<string, string>> All { get; } = new Dictionary<string, Func<string, string>>
    {
        ["plain"] = static text => text,
        ["capitals"] = static text => text.ToUpperInvariant(),
        ["reformatted"] = static text => "* " + text.Replace(" ", "\n* ", StringComparison.Ordinal),
        ["emphasis"] = static text => string.Join(' ', text.Split(' ').Select(static word => $"**{word}**")),
        ["spaced"] = static text => string.Join(' ', text.AsEnumerable()),
        ["dashes"] = static text => string.Join('-', text.AsEnumerable()),
        ["invisible"] = static text => string.Join('\u200B', text.AsEnumerable()),
        ["base64"] = static text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        ["base64 in lines"] = static text =>
            Convert.ToBase64String([.. Encoding.UTF8.GetBytes(text)], Base64FormattingOptions.InsertLineBreaks),
        ["base64url"] = static text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        ["base64 of UTF-16"] = static text => Convert.ToBase64String(Encoding.Unicode.GetBytes(text)),
        ["base64 twice"] = static text => Base64(Base64(text)),
        ["base32"] = Base32,
        ["hexadecimal"] = static text => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)),
        ["hexadecimal bytes"] = static text => string.Join(' ', Encoding.UTF8.GetBytes(text).Select(static one => one.ToString("X2"))),
        ["hexadecimal literals"] = static text => string.Join(", ", Encoding.UTF8.GetBytes(text).Select(static one => $"0x{one:x2}")),
        ["binary"] = static text => string.Join(' ', Encoding.UTF8.GetBytes(text).Select(static one => one.ToString("b8"))),
        ["decimal"] = static text => string.Join(' ', Encoding.UTF8.GetBytes(text)),
        ["percent"] = static text => Uri.EscapeDataString(text),
        ["percent, all"] = static text => string.Concat(Encoding.UTF8.GetBytes(text).Select(static one => $"%{one:X2}")),
        ["escapes"] = static text => string.Concat(text.Select(static unit => $"\\u{(int)unit:x4}")),
        ["references"] = static text => string.Concat(text.Select(static unit => $"&#{(int)unit};")),
        ["rotated"] = static text => Each(text, static i => Letters[(i + 13) % 26]),
        ["rotated by 3"] = static text => Each(text, static i => Letters[(i + 3) % 26]),
        ["mirrored alphabet"] = static text => Each(text, static i => Letters[25 - i]),
        ["reversed"] = static text => string.Concat(text.Reverse()),
        ["words reversed"] = static text => string.Join(' ', text.Split(' ').Select(static word => string.Concat(word.Reverse()))),
        ["words backwards"] = static text => string.Join(' ', text.Split(' ').Reverse()),
        ["reversed, rotated"] = static text => Each(string.Concat(text.Reverse()), static i => Letters[(i + 13) % 26]),
        ["digits for letters"] = static text =>
            Some(text, static letter => "oieast".Contains(letter) ? "013457"["oieast".IndexOf(letter)].ToString() : null),
        ["Cyrillic look-alikes"] = static text =>
            Some(text, static letter => "aeopcxy".Contains(letter) ? "аеорсху"["aeopcxy".IndexOf(letter)].ToString() : null),
        ["full width"] = static text => Each(text, static i => (char)('\uFF41' + i)),
        ["mathematical"] = static text => EachText(text, static i => char.ConvertFromUtf32(0x1D41A + i)),
        ["circled"] = static text => Each(text, static i => (char)('\u24D0' + i)),
        ["flags"] = static text => EachText(text, static i => char.ConvertFromUtf32(0x1F1E6 + i)),
        ["Greek letters"] = static text => Each(text, static i => (char)('\u0430' + i)),
        ["runes"] = static text => Each(text, static i => (char)('\u16A0' + i)),
        ["Braille"] = static text => Each(text, static i => (char)('\u2801' + i)),
        ["accents"] = static text => Some(text, static letter => "aeiou".Contains(letter) ? "äëïöü"["aeiou".IndexOf(letter)].ToString() : null),
        ["Morse"] = static text => string.Join(" / ", Words(text).Select(static word => string.Join(' ', word.Select(static i => Morse[i])))),
        ["numbers"] = static text => string.Join(" ", Words(text).Select(static word => string.Join('-', word.Select(static i => i + 1)))),
        ["spoken"] = static text => string.Join(" ", Words(text).SelectMany(static word => word.Select(static i => Spoken[i]))),
        ["base64, reversed"] = static text => Base64(string.Concat(text.Reverse())),
        ["rotated, hexadecimal"] = static text =>
            Convert.ToHexString(Encoding.UTF8.GetBytes(Each(text, static i => Letters[(i + 13) % 26]))),
    };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<int[]> Words(string text) =>
        text.ToLowerInvariant().Split(' ')
            .Select(static word => word.Where(char.IsAsciiLetterLower).Select(static letter => letter - 'a').ToArray());

    private static string Each(string text, Func<int, char> letter) => EachText(text, i => letter(i).ToString());

    private static string EachText(string text, Func<int, string> letter) =>
        string.Concat(text.ToLowerInvariant().Select(unit => char.IsAsciiLetterLower(unit) ? letter(unit - 'a') : unit.ToString()));

    private static string Some(string text, Func<char, string?> letter) =>
        string.Concat(text.ToLowerInvariant().Select((unit, i) => i % 3 == 0 ? unit.ToString() : letter(unit) ?? unit.ToString()));

    private static string Base32(string text)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(Encoding.UTF8.GetBytes(text).Select(static one => one.ToString("b8")));
        return string.Concat(bits.Chunk(5).Select(static chunk => Alphabet[Convert.ToInt32(new string(chunk).PadRight(5, '0'), 2)]));
    }
}
