using System.Globalization;
using System.Text;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Console.Cases;

/// <summary>
/// Untrusted text for a reviewer: findings are marked, and invisible characters are shown by their number. A character that
/// turns the reading direction or takes no room could otherwise show the reviewer a text that differs from the released one.
/// </summary>
internal static class MarkedText
{
    public static Html Draw(string text, IReadOnlyList<CaseFinding> findings) => $"{Pieces(text, findings)}";

    private static IEnumerable<Html> Pieces(string text, IReadOnlyList<CaseFinding> findings)
    {
        var at = 0;
        foreach (var finding in findings.OrderBy(static finding => finding.Start).ThenByDescending(static finding => finding.End))
        {
            // Where findings overlap, the first is marked and the rest of the next.
            var start = Math.Max(finding.Start, at);
            var end = Math.Min(finding.End, text.Length);
            if (start >= end)
            {
                continue;
            }

            yield return Visible(text.AsSpan(at, start - at));
            yield return $"<mark class=\"{Class(finding)}\" title=\"{finding.Kind}, {finding.Rule}, {finding.Confidence:0.00}\">{Visible(text.AsSpan(start, end - start))}</mark>";
            at = end;
        }

        yield return Visible(text.AsSpan(at));
    }

    private static Html Visible(ReadOnlySpan<char> text)
    {
        var pieces = new List<Html>();
        var from = 0;
        var at = 0;
        while (at < text.Length)
        {
            var isWhole = Rune.DecodeFromUtf16(text[at..], out var rune, out var width) == System.Buffers.OperationStatus.Done;
            if (!isWhole || IsUnseen(rune))
            {
                var code = isWhole ? rune.Value : text[at];
                pieces.Add(
                    $"{text[from..at].ToString()}<span class=\"unseen\">U+{code.ToString("X4", CultureInfo.InvariantCulture)}</span>");
                from = at + width;
            }

            at += width;
        }

        pieces.Add($"{text[from..].ToString()}");
        return $"{pieces}";
    }

    private static bool IsUnseen(Rune rune) => rune.Value is not ('\n' or '\t') && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static string Class(CaseFinding finding) => finding.Rule switch
    {
        _ when finding.Rule.StartsWith("SG-PII", StringComparison.Ordinal) => "personal",
        _ when finding.Rule.StartsWith("SG-SEC", StringComparison.Ordinal) => "secret",
        _ when finding.Rule.StartsWith("SG-INJ", StringComparison.Ordinal) => "injection",
        _ => "other",
    };
}
