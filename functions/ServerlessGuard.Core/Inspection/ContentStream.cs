using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Inspection;

internal sealed class ContentStream(StreamRedactor redactor, StreamRestorer? restorer) : IContentStream
{
    private int _received;
    private int _released;

    public IReadOnlyList<FindingDecision> Findings => Convert(redactor.Applied);

    public int RestoredCount => restorer?.Restored.Values.Sum() ?? 0;

    public int Withheld => Math.Max(0, _received - _released);

    public string Push(string text)
    {
        _received += text.Length;
        var redacted = redactor.Append(text);
        return Released(restorer is null ? redacted : restorer.Append(redacted));
    }

    public string Complete()
    {
        var redacted = redactor.Complete();
        var rest = Released(restorer is null ? redacted : restorer.Append(redacted) + restorer.Complete());
        _received = _released;
        return rest;
    }

    internal static FindingDecision[] Convert(IReadOnlyList<AppliedFinding> applied)
    {
        if (applied.Count == 0)
        {
            return [];
        }

        var findings = new FindingDecision[applied.Count];
        for (var i = 0; i < findings.Length; i++)
        {
            findings[i] = new FindingDecision(
                applied[i].Rule, applied[i].Action, applied[i].Planned == applied[i].Action ? null : applied[i].Planned);
        }

        return findings;
    }

    private string Released(string text)
    {
        _released += text.Length;
        return text;
    }
}
