namespace ServerlessGuard.Core.Inspection;

/// <summary>
/// Watches one text, in one or many pieces, for the application's instructions: half of a text of them, in any letters, case, spacing and
/// punctuation, turned round, as tokens for letters, and encoded. The pieces do not matter. Work is linear in the text.
/// </summary>
internal sealed class InstructionLeakDetector
{
    private readonly LeakText? _text;

    public InstructionLeakDetector(InstructionLeakIndex index) => _text = index.IsEmpty ? null : new LeakText(index, Found, depth: 0);

    /// <summary>The leak as a reason code; null without one.</summary>
    public string? Reason { get; private set; }

    /// <summary>Takes the next piece. True when instructions have come out, this piece included.</summary>
    public bool Push(ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            if (_text is null || Reason is not null)
            {
                break;
            }

            _text.Push(unit);
        }

        return Reason is not null;
    }

    /// <summary>The text is over: its last word counts.</summary>
    public bool Complete()
    {
        _text?.Complete();
        return Reason is not null;
    }

    private void Found(string reason) => Reason ??= reason;
}
