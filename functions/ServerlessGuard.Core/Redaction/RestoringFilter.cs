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
        foreach (var (kind, count) in _stream.Restored)
        {
            Count(kind, count);
        }
    }

    public override bool Change(ReadOnlySpan<char> text, int from, StringBuilder output)
    {
        Begin();
        var before = output.Length;
        Append(text[from..], output);
        Complete(output);
        var changed = _stream.Restored.Count > 0;
        output.Length = changed ? output.Length : before;
        return changed;
    }
}
