using System.Text;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Redaction;

internal sealed class RedactingFilter(Redactor redactor, RedactionPlan plan, TokenSession session) : TextFilter
{
    private readonly StringBuilder _changed = new();
    private StreamRedactor _stream = new(redactor, plan, session);

    public override void Begin() => _stream = new StreamRedactor(redactor, plan, session) { Spelling = Spelling };

    public override void Append(ReadOnlySpan<char> piece, StringBuilder output) => _stream.Append(piece, output);

    public override void Complete(StringBuilder output)
    {
        _stream.Complete(output);
        Add(_stream.Counts, _stream.Strictest, _stream.Masked);
    }

    public override void Change(ReadOnlySpan<char> text, int from, ValueSpelling spelling, List<TextEdit> edits)
    {
        var pass = new RedactionPass(redactor, plan, session, from, int.MaxValue) { Spelling = spelling };
        _changed.Clear();
        pass.Advance(text, isLast: true, _changed);
        Add(pass.Counts, pass.Strictest, pass.Masked);
        foreach (var applied in pass.Applied.Where(static applied => applied.Action != GuardAction.Allow))
        {
            edits.Add(new(
                from + (int)applied.Start, applied.Length, _changed.ToString((int)applied.NewStart, applied.NewLength), Spelling: null));
        }
    }

    private void Add(IReadOnlyDictionary<string, long> counts, GuardAction strictest, long masked)
    {
        foreach (var (kind, count) in counts)
        {
            Count(kind, count);
        }

        Strictest = strictest > Strictest ? strictest : Strictest;
        Masked += masked;
    }

    public override void Find(string text, int from, List<PartEdit> edits)
    {
        var pass = new RedactionPass(redactor, plan, session, from, int.MaxValue);
        var output = new StringBuilder();
        pass.Advance(text, isLast: true, output);
        foreach (var (kind, count) in pass.Counts)
        {
            Count(kind, count);
        }

        Strictest = pass.Strictest > Strictest ? pass.Strictest : Strictest;
        foreach (var applied in pass.Applied.Where(static applied => applied.Action != GuardAction.Allow))
        {
            edits.Add(new((int)applied.Start, applied.Length, output.ToString((int)applied.NewStart, applied.NewLength)));
        }
    }
}
