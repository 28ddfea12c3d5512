using System.Text;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Benchmarks.FreshText;

/// <summary>The kinds of text that a guard meets.</summary>
internal enum TextClass
{
    Prose,
    Chat,
    Log,
    Code,
    LockFile,
    Markup,
}

/// <summary>
/// Text that nobody has seen before, the same for one seed: twelve languages of prose and chats, logs, code, lock files, markup. No
/// kilobyte of it comes twice, so that nothing a scanner remembers makes it look faster than it is. It holds no personal data on purpose;
/// logs hold addresses of hosts, as logs do.
/// </summary>
internal sealed class FreshTexts(ulong seed)
{
    /// <summary>UTF-8 of at least <paramref name="bytes"/> bytes, cut at a character.</summary>
    public byte[] Make(TextClass kind, int bytes)
    {
        var writer = new Writer(new SeededNumbers(seed + (0x9E37UL * (ulong)kind)));
        var language = 0;
        var length = 0;
        var pieces = new MemoryStream();
        while (length < bytes)
        {
            writer.Text.Clear();
            while (writer.Text.Length < 8 * 1024)
            {
                Write(kind, writer, Language.All[language++ % Language.All.Count]);
            }

            var piece = Encoding.UTF8.GetBytes(writer.Text.ToString());
            pieces.Write(piece);
            length += piece.Length;
        }

        return pieces.ToArray();
    }

    private static void Write(TextClass kind, Writer writer, Language language)
    {
        switch (kind)
        {
            case TextClass.Prose:
                writer.Paragraph(language);
                break;
            case TextClass.Chat:
                Sources.Chat(writer, language);
                break;
            case TextClass.Log:
                Sources.Log(writer);
                break;
            case TextClass.Code:
                Sources.Code(writer);
                break;
            case TextClass.LockFile:
                Sources.LockFile(writer);
                break;
            default:
                Sources.Markup(writer, language);
                break;
        }
    }
}
