using System.Text;
using ServerlessGuard.Detection.Unicode;
using ServerlessGuard.Detection.Views;

namespace ServerlessGuard.Detection;

/// <summary>
/// Brings text to the form that rules see: NFKC (UAX 15), look-alike letters folded to ASCII, every decimal digit an
/// ASCII digit, invisible and control characters removed, text in tag characters as ASCII, marks that compose with nothing removed from
/// ASCII
/// letters. Every result unit maps back to a stretch of the original.
/// </summary>
public static class Normaliser
{
    // A mark beyond this many belongs to a new cluster, so that a flood of marks stays linear work.
    private const int MaxMarks = 32;

    private const int FewestTags = 8;
    private const int FirstTag = 0xE0000;
    private const char TagHigh = '\uDB40';
    private const char FirstTagLow = '\uDC20';
    private const char LastTagLow = '\uDC7E';

    /// <summary>Normalises into <paramref name="target"/>. Linear; allocates nothing once its buffer has grown.</summary>
    public static void Normalise(ReadOnlySpan<char> text, NormalisedText target)
    {
        var next = NextSpecial(text, 0, out var folds);
        if (next == text.Length && !folds)
        {
            target.SetIdentity(text.Length);
            return;
        }

        target.Begin(text.Length + 64);
        var done = 0;
        while (next < text.Length)
        {
            target.Copy(text[done..next], done);
            done = Special(text, next, next == done, target);
            next = NextSpecial(text, done, out _);
        }

        target.Copy(text[done..], done);
    }

    /// <summary>The text as rules see it.</summary>
    public static string Normalise(string text)
    {
        var target = new NormalisedText();
        Normalise(text, target);
        return target.Of(text).ToString();
    }

    /// <summary>Whether normalising the text from <paramref name="position"/> on is independent of what is before it.</summary>
    public static bool IsBoundary(ReadOnlySpan<char> text, int position)
    {
        if (position <= 0 || position >= text.Length)
        {
            return true;
        }

        var unit = text[position];
        if (Encodings.IsInside(text, position))
        {
            return false;
        }

        return !char.IsLowSurrogate(unit)
            && !char.IsHighSurrogate(unit)
            && (UnitKinds.Of(unit) & (UnitKinds.Mark | UnitKinds.Ignored)) == 0;
    }

    /// <summary>
    /// Whether an escape, a percent escape or a character reference that starts before <paramref name="position"/> goes on there.
    /// </summary>
    public static bool IsInsideEscape(ReadOnlySpan<char> text, int position) =>
        position < text.Length && Encodings.IsInside(text, position);

    /// <summary>
    /// The first unit that is not simply copied or folded; <paramref name="folds"/> tells whether one before it is folded.
    /// </summary>
    private static int NextSpecial(ReadOnlySpan<char> text, int from, out bool folds)
    {
        var kinds = UnitKinds.Kinds;
        folds = false;
        while (from < text.Length)
        {
            var offset = text[from..].IndexOfAnyExcept(UnitKinds.PlainAscii);
            if (offset < 0)
            {
                return text.Length;
            }

            from += offset;
            for (var run = 1; from < text.Length && run > 0; from++)
            {
                // A few ASCII units between others are not worth a new start.
                run = text[from] >= 0x80 ? 16 : run - 1;
                var kind = kinds[text[from]];
                if (kind == UnitKinds.Plain)
                {
                    continue;
                }

                if (kind != UnitKinds.Folds
                    || (from + 1 < text.Length && kinds[text[from + 1]] is UnitKinds.Mark or UnitKinds.Ignored or UnitKinds.Changes))
                {
                    return from;
                }

                folds = true;
            }
        }

        return text.Length;
    }

    /// <summary>Handles the cluster at <paramref name="start"/>; returns where the text continues.</summary>
    private static int Special(ReadOnlySpan<char> text, int start, bool afterSpecial, NormalisedText target)
    {
        Rune.DecodeFromUtf16(text[start..], out var rune, out var length);
        if (rune == Rune.ReplacementChar && text[start] != '\uFFFD')
        {
            target.Copy(text.Slice(start, 1), start); // a lone surrogate stays what it is
            return start + 1;
        }

        if (TagsEnd(text, start) is var tags && tags > start)
        {
            for (; start < tags; start += 2)
            {
                target.Replace([(char)(char.ConvertToUtf32(text[start], text[start + 1]) - FirstTag)], start, start + 2);
            }

            return tags;
        }

        var (clusterStart, end) = (start, start + length);
        var baseRune = rune;
        var ignored = UnitKinds.IsIgnored(rune.Value);
        if (ignored)
        {
            end = AfterIgnored(text, start);
        }

        if ((ignored ? end < text.Length && IsMark(text[end]) : IsMark(text[start]))
            && !afterSpecial
            && start > 0
            && !char.IsSurrogate(text[start - 1]))
        {
            // The base was copied already, as the plain unit it is without its mark.
            target.Unread();
            clusterStart = start - 1;
            baseRune = new Rune(text[start - 1]);
            end = start;
        }
        else if (ignored)
        {
            return end;
        }

        Span<char> result = stackalloc char[128];
        var written = Compose(text, baseRune, ref end, result);
        target.Replace(result[..written], clusterStart, end);
        return end;
    }

    private static int Compose(ReadOnlySpan<char> text, Rune baseRune, ref int end, Span<char> result)
    {
        Span<int> points = stackalloc int[64];
        var count = 0;
        Add(baseRune.Value, points, ref count);
        for (var marks = 0; marks < MaxMarks && end < text.Length;)
        {
            if (IsMark(text[end]))
            {
                marks++;
                Add(text[end++], points, ref count);
                continue;
            }

            var after = AfterIgnored(text, end);
            if (after == end)
            {
                break;
            }

            end = after;
        }

        var written = 0;
        for (var i = 0; i < count; i++)
        {
            written += new Rune(points[i]).EncodeToUtf16(result[written..]);
        }

        return written;
    }

    private static void Add(int codePoint, Span<int> points, ref int count)
    {
        if (NfkcTable.Instance.Form(codePoint) is { } form)
        {
            foreach (var part in form.EnumerateRunes())
            {
                AddPart(part.Value, points, ref count);
            }
        }
        else
        {
            AddPart(codePoint, points, ref count);
        }
    }

    private static void AddPart(int codePoint, Span<int> points, ref int count)
    {
        codePoint = codePoint < 0x10000 ? Confusables.Fold((char)codePoint) : codePoint;
        if (count > 0 && NfkcTable.Instance.Compose(points[count - 1], codePoint) is >= 0 and var composed)
        {
            points[count - 1] = composed;
        }
        else if (count < points.Length && !(count > 0 && points[count - 1] < 0x80 && codePoint < 0x10000 && IsMark((char)codePoint)))
        {
            points[count++] = codePoint;
        }
    }

    private static bool IsMark(char unit) => unit >= 0x80 && UnitKinds.Of(unit) == UnitKinds.Mark;

    private static int AfterIgnored(ReadOnlySpan<char> text, int end)
    {
        while (end < text.Length)
        {
            Rune.DecodeFromUtf16(text[end..], out var rune, out var length);
            if (!UnitKinds.IsIgnored(rune.Value) || TagsEnd(text, end) > end)
            {
                break;
            }

            end += length;
        }

        return end;
    }

    /// <summary>
    /// The end of a run of tag characters that is long enough to be text, which models read and people do not see; the run of a flag
    /// is shorter. <paramref name="at"/> where there is none.
    /// </summary>
    private static int TagsEnd(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end + 1 < text.Length && text[end] == TagHigh && text[end + 1] is >= FirstTagLow and <= LastTagLow)
        {
            end += 2;
        }

        return end - at < 2 * FewestTags ? at : end;
    }
}
