namespace ServerlessGuard.Detection.Evaluation;

/// <summary>Collects what was judged wrongly, for those who improve a rule. Collects nothing unless asked.</summary>
internal sealed class EvaluationErrorList(bool wanted)
{
    private const int Before = 40;
    private const int After = 30;

    private readonly List<Miss> _misses = [];

    public IReadOnlyList<Miss> All => _misses;

    public void Add(string type, string sign, LabelledRow row, TextSpan span)
    {
        if (!wanted)
        {
            return;
        }

        var (text, end) = (row.Text, Math.Min(span.End, span.Start + 300));
        var from = Math.Max(0, span.Start - Before);
        _misses.Add(new Miss(
            type, sign, row.Id, $"{text[from..span.Start]}«{text[span.Start..end]}»{text[end..Math.Min(text.Length, end + After)]}"));
    }
}
