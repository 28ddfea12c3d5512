using System.Text;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Local.Cli.Files.Formats;

namespace ServerlessGuard.Local.Cli.Files.Inspection;

/// <summary>
/// Finds what rules find in a file, and says where. Changes nothing. Text and lines of JSON are read as a stream; a file of another
/// format is in memory while it is inspected.
/// </summary>
internal sealed class FileInspector(Redactor redactor, double threshold, IEntropy entropy)
{
    /// <summary>The largest file that is read whole, and the largest line, in bytes of UTF-8.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    private const int Block = 64 * 1024;

    private readonly RedactionPlan _plan = new() { Threshold = threshold };
    private readonly TokenSession _session = TokenSession.Ephemeral(entropy);

    /// <summary>Throws <see cref="InvalidDataException"/> for what is too large, or is no file of its format.</summary>
    /// <param name="input">The open file.</param>
    /// <param name="path">How findings name it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<FileFindings> RunAsync(TextInput input, string path, CancellationToken cancellationToken)
    {
        var findings = new FileFindings(path);
        switch (input.Format)
        {
            case TextFormat.Text:
                await PlainAsync(input.Stream, findings, cancellationToken);
                break;
            case TextFormat.JsonLines:
                await LinesAsync(input.Stream, findings, cancellationToken);
                break;
            default:
                var utf8 = await ReadAllAsync(input.Stream, cancellationToken);
                Document(input.Format, utf8, findings);
                break;
        }

        return findings;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAllAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var block = new byte[Block];
        while (await stream.ReadAsync(block, cancellationToken) is > 0 and var read)
        {
            RefuseTooLarge(all.Length + read);
            all.Write(block, 0, read);
        }

        return all.GetBuffer().AsMemory(0, (int)all.Length);
    }

    private static void RefuseTooLarge(long length)
    {
        if (length > MaxBytes)
        {
            throw new InvalidDataException($"it is larger than {MaxBytes / (1024 * 1024)} MB in one piece; split it first");
        }
    }

    /// <summary>A finding may span lines.</summary>
    private async Task PlainAsync(Stream stream, FileFindings findings, CancellationToken cancellationToken)
    {
        var search = new StreamRedactor(redactor, _plan, _session);
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: false).GetDecoder();
        var starts = new List<long> { 0 };
        var (bytes, units, total) = (new byte[Block], new char[Block + 4], 0L);
        var isFirst = true;
        int read;
        do
        {
            read = await stream.ReadAsync(bytes, cancellationToken);
            findings.Bytes += read;
            var piece = units.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, read), units, flush: read == 0));
            if (isFirst && piece.Length > 0)
            {
                isFirst = false;
                piece = piece[0] == '\uFEFF' ? piece[1..] : piece;
            }

            for (var i = 0; i < piece.Length; i++)
            {
                if (piece[i] == '\n')
                {
                    starts.Add(total + i + 1);
                }
            }

            total += piece.Length;
            search.Append(piece);
        }
        while (read > 0);

        search.Complete();
        foreach (var found in search.Applied)
        {
            findings.Add(found, At(found.Start), At(found.Start + found.Length));
        }

        findings.Count(search.Counts);

        (int, int) At(long offset)
        {
            var line = starts.BinarySearch(offset);
            line = line < 0 ? ~line - 1 : line;
            return (line + 1, (int)(offset - starts[line]) + 1);
        }
    }

    private async Task LinesAsync(Stream stream, FileFindings findings, CancellationToken cancellationToken)
    {
        var (buffer, count, number, read) = (new byte[2 * Block], 0, 0, 0);
        do
        {
            if (buffer.Length - count < Block)
            {
                RefuseTooLarge(2L * buffer.Length);
                Array.Resize(ref buffer, 2 * buffer.Length);
            }

            read = await stream.ReadAsync(buffer.AsMemory(count, Block), cancellationToken);
            findings.Bytes += read;
            count += read;
            var used = 0;
            while (used < count)
            {
                var end = buffer.AsSpan(used, count - used).IndexOf((byte)'\n');
                if (end < 0 && read > 0)
                {
                    break;
                }

                var length = end < 0 ? count - used : end + 1;
                Line(buffer.AsMemory(used, length), ++number, findings);
                used += length;
            }

            buffer.AsSpan(used, count - used).CopyTo(buffer);
            count -= used;
        }
        while (read > 0);
    }

    private void Line(ReadOnlyMemory<byte> line, int number, FileFindings findings)
    {
        var mark = number == 1 && line.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        if (line.Span[mark..].IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return;
        }

        var parts = JsonParts.Read(line.Span[mark..], mark);
        findings.InvalidLines += parts is null ? 1 : 0;
        foreach (var part in parts ?? [Plain(line.Span[mark..], mark)])
        {
            Find(part, findings, offset => (number, Encoding.UTF8.GetCharCount(line.Span[mark..offset]) + 1));
        }
    }

    private void Document(TextFormat format, ReadOnlyMemory<byte> utf8, FileFindings findings)
    {
        findings.Bytes = utf8.Length;
        var mark = utf8.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        if (utf8.Length == mark)
        {
            return;
        }

        var parts = format switch
        {
            TextFormat.Json => JsonParts.Read(utf8.Span[mark..], mark),
            TextFormat.Csv => CsvParts.Read(utf8.Span),
            TextFormat.Mail => MailParts.Read(utf8),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
        findings.InvalidLines += parts is null ? 1 : 0;
        var lines = new TextLines(utf8);
        foreach (var part in parts ?? [Plain(utf8.Span[mark..], mark)])
        {
            Find(part, findings, lines.At);
        }
    }

    private static TextPart Plain(ReadOnlySpan<byte> utf8, int offset)
    {
        var text = new PartText();
        text.Add(utf8, offset);
        return text.End(offset + utf8.Length, "");
    }

    private void Find(TextPart part, FileFindings findings, Func<int, (int Line, int Column)> at)
    {
        var label = part.Label.Length > 0 ? part.Label + ": " : "";
        foreach (var found in redactor.Redact(label + part.Text, _plan, _session).Applied)
        {
            var start = (int)found.Start - label.Length;
            var end = start + found.Length;
            if (end > 0)
            {
                findings.Add(found, at(part.Offsets[Math.Max(start, 0)]), at(part.Offsets[end]));
                findings.Count(new Dictionary<string, long> { [found.Kind] = 1 });
            }
        }
    }
}
