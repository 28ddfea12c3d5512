using System.Text;

namespace ServerlessGuard.Core.Redaction;

internal sealed class RedactingFilter(Redactor redactor, RedactionPlan plan, TokenSession session) : TextFilter
{
    private StreamRedactor _stream = new(redactor, plan, session);

    public override void Begin() => _stream = new StreamRedactor(redactor, plan, session);

    public override void Append(ReadOnlySpan<char> piece, StringBuilder output) => _stream.Append(piece, output);

    public override void Complete(StringBuilder output)
    {
        _stream.Complete(output);
        foreach (var (kind, count) in _stream.Counts)
        {
            Count(kind, count);
        }

        Strictest = _stream.Strictest > Strictest ? _stream.Strictest : Strictest;
    }

    public override bool Change(ReadOnlySpan<char> text, int from, StringBuilder output)
    {
        var pass = new RedactionPass(redactor, plan, session, from, 0);
        var before = output.Length;
        pass.Advance(text, isLast: true, output);
        foreach (var (kind, count) in pass.Counts)
        {
            Count(kind, count);
        }

        Strictest = pass.Strictest > Strictest ? pass.Strictest : Strictest;
        output.Length = pass.Changed ? output.Length : before;
        return pass.Changed;
    }
}
