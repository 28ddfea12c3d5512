using System.Text;

namespace ServerlessGuard.Detection.Evaluation.Variation;

/// <summary>How text is written where bytes, ASCII or markup alone may stand.</summary>
internal static class Encodings
{
    public static IReadOnlyList<(string Name, Func<string, string> Encode)> All { get; } =
    [
        ("base64", static text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
        ("base64 in lines", static text => Convert.ToBase64String(
            Encoding.UTF8.GetBytes("a note, then " + text + ", and a word after it that makes it long"),
            Base64FormattingOptions.InsertLineBreaks)),
        ("hex", static text => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))),
        ("percent", static text => string.Concat(
            Encoding.UTF8.GetBytes(text).Select(static b => char.IsAsciiLetterOrDigit((char)b) ? ((char)b).ToString() : $"%{b:X2}"))),
        ("percent, all", static text => string.Concat(Encoding.UTF8.GetBytes(text).Select(static b => $"%{b:x2}"))),
        ("HTML entities, decimal", static text => string.Concat(text.Select(static unit => $"&#{(int)unit};"))),
        ("HTML entities, hex", static text => string.Concat(
            text.Select(static unit => char.IsAsciiLetterOrDigit(unit) ? unit.ToString() : $"&#x{(int)unit:x};"))),
        ("escapes of JSON", static text => string.Concat(text.Select(static unit => $"\\u{(int)unit:x4}"))),
        ("escapes of C", static text => string.Concat(Encoding.UTF8.GetBytes(text).Select(static b => $"\\x{b:x2}"))),
        ("quoted-printable", static text => text.Length > 12
            ? text[..12].Replace("=", "=3D", StringComparison.Ordinal) + "=\r\n" + text[12..].Replace("=", "=3D", StringComparison.Ordinal)
            : text),
    ];

    /// <summary>Only where a strong prefix shows what it was.</summary>
    public static IReadOnlyList<(string Name, Func<string, string> Encode)> OfSecrets { get; } =
    [
        ("ROT13", static text => string.Concat(text.Select(static unit => unit switch
        {
            >= 'a' and <= 'z' => (char)('a' + ((unit - 'a' + 13) % 26)),
            >= 'A' and <= 'Z' => (char)('A' + ((unit - 'A' + 13) % 26)),
            _ => unit,
        }))),
        ("reversed", static text => string.Concat(text.Reverse())),
        ("base64 twice", static text => Convert.ToBase64String(
            Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("token=" + text))))),
        ("concatenation", static text => text[..9] + "\" + \"" + text[9..]),
        ("concatenation over lines", static text => text[..9] + "\"\n    + \"" + text[9..]),
    ];
}
