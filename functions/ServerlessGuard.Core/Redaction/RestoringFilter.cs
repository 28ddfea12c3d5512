using System.Text;

namespace ServerlessGuard.Core.Redaction;

internal sealed class RestoringFilter(TokenSession session, RestoreMode places) : TextFilter
{
    private StreamRestorer _stream = new(session, places);

    public override void Begin() => _stream = new StreamRestorer(session, places);

    public override void Append(ReadOnlySpan<char> piece, StringBuilder output) => output.Append(_stream.Append(piece));

    public override void Complete(StringBuilder output)
    {
        output.Append(_stream.Complete());
        CountRestored();
    }

    public override void Change(ReadOnlySpan<char> text, int from, ValueSpelling spelling, List<TextEdit> edits)
    {
        _stream = new StreamRestorer(session, places) { Edits = [] };
        _ = _stream.Append(text[from..]);
        _ = _stream.Complete();
        CountRestored();
        edits.AddRange(_stream.Edits.Select(edit => edit with { Start = edit.Start + from }));
    }

    private void CountRestored()
    {
        foreach (var (kind, count) in _stream.Restored)
        {
            Count(kind, count);
        }
    }

    /// <summary>Everywhere, whatever the mode: a part of a file is rendered by nobody.</summary>
    public override void Find(string text, int from, List<PartEdit> edits)
    {
        var (at, previous) = (from, '\0');
        while (at < text.Length)
        {
            var read = TokenParser.Read(text.AsSpan(at), previous, isLast: true, session);
            if (read.Entry is { } entry)
            {
                edits.Add(new(at - from, read.Length, entry.Value));
                Count(entry.Kind, 1);
            }

            at += read.Length;
            previous = text[at - 1];
        }
    }
}
