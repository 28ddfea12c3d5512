using System.Text;
using System.Text.Unicode;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Policies;

/// <summary>From bytes to text that is safe to parse: bounded, UTF-8, no control characters, no tabs as indentation.</summary>
internal static class PolicyText
{
    public static byte[]? Read(string path, PolicyErrors errors)
    {
        try
        {
            // One byte more than allowed: the length of a file that grows is not known before.
            return RegularFile.ReadBytes(path, PolicyLoader.MaxBytes + 1);
        }
        catch (NotRegularFileException)
        {
            errors.Add(1, 1, "", "This is no regular file but a pipe, a socket or a device.", "Name a file.");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(1, 1, "", $"The file cannot be read ({e.GetType().Name}).", "Check that it exists and that the guard may read it.");
            return null;
        }
    }

    public static string? Decode(ReadOnlySpan<byte> utf8, PolicyErrors errors)
    {
        if (utf8.Length > PolicyLoader.MaxBytes)
        {
            errors.Add(1, 1, "", "The file is too large.", $"A {errors.Kind} is at most 1 MiB; divide it.");
            return null;
        }

        if (utf8.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        var chars = new char[utf8.Length];
        Utf8.ToUtf16(utf8, chars, out var read, out var written, replaceInvalidSequences: false);
        if (read == utf8.Length)
        {
            return new string(chars, 0, written);
        }

        var (line, column) = End(chars.AsSpan(0, written));
        errors.Add(line, column, "", "The file is not UTF-8: a byte here is not text.", "Save it as UTF-8.");
        return null;
    }

    public static bool IsAcceptable(string text, PolicyErrors errors)
    {
        if (text.Length > PolicyLoader.MaxBytes || Encoding.UTF8.GetByteCount(text) > PolicyLoader.MaxBytes)
        {
            errors.Add(1, 1, "", "The file is too large.", $"A {errors.Kind} is at most 1 MiB; divide it.");
            return false;
        }

        var acceptable = true;
        int line = 1, column = 1;
        var indenting = true;
        for (var i = 0; i < text.Length; i++, column++)
        {
            var c = text[i];
            if (c is '\n')
            {
                (line, column, indenting) = (line + 1, 0, true);
                continue;
            }

            if (c is '\t' && indenting)
            {
                errors.Add(line, column, "", "A tab indents this line.", "Indent with spaces.");
                acceptable = false;
                indenting = false;
            }
            else if (IsForbidden(text, i))
            {
                errors.Add(line, column, "", $"The character U+{(int)c:X4} is not allowed in a {errors.Kind}.", "Remove it.");
                acceptable = false;
            }

            indenting &= c is ' ';
            if (char.IsHighSurrogate(c) && i + 1 < text.Length)
            {
                i++;
            }
        }

        return acceptable;
    }

    // Direction and zero-width controls make a reviewer read something else than the parser does.
    private static bool IsForbidden(string text, int i) => text[i] switch
    {
        '\t' or '\r' => false,
        < ' ' or (>= '\u007f' and <= '\u009f') => true,
        (>= '\u200b' and <= '\u200f') or (>= '\u2028' and <= '\u202e') or (>= '\u2060' and <= '\u2069') or '\ufeff' or '\ufffe'
            or '\uffff' => true,
        var c when char.IsHighSurrogate(c) => i + 1 >= text.Length || !char.IsLowSurrogate(text[i + 1]),
        var c => char.IsLowSurrogate(c),
    };

    private static (int Line, int Column) End(ReadOnlySpan<char> text)
    {
        var lastBreak = text.LastIndexOf('\n');
        return (text.Count('\n') + 1, text.Length - lastBreak);
    }
}
