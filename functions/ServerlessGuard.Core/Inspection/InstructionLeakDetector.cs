using System.Text;

namespace ServerlessGuard.Core.Inspection;

/// <summary>Watches one text, in one or many pieces, for the application's instructions. Case and punctuation do not hide them.</summary>
internal sealed class InstructionLeakDetector(InstructionLeakIndex index)
{
    private const int Tail = 256;

    private readonly List<ulong> _words = [];
    private readonly StringBuilder _letters = new();
    private ulong _word = InstructionLeakIndex.WordStart;

    /// <summary>The leak as a reason code; null without one.</summary>
    public string? Reason { get; private set; }

    /// <summary>Takes the next piece. True when instructions have come out, this piece included.</summary>
    public bool Push(ReadOnlySpan<char> text)
    {
        if (index.IsEmpty || Reason is not null)
        {
            return Reason is not null;
        }

        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                var lower = char.ToLowerInvariant(c);
                _word = InstructionLeakIndex.Extend(_word, lower);
                if (index.Canaries.Count > 0)
                {
                    _letters.Append(lower);
                }
            }
            else
            {
                EndWord();
            }

            if (_letters.Length > 2 * Tail)
            {
                CheckCanaries();
                _letters.Remove(0, _letters.Length - Tail);
            }
        }

        CheckCanaries();
        return Reason is not null;
    }

    /// <summary>The text is over: its last word counts.</summary>
    public bool Complete()
    {
        EndWord();
        return Reason is not null;
    }

    private void EndWord()
    {
        if (_word == InstructionLeakIndex.WordStart)
        {
            return;
        }

        if (_words.Count == InstructionLeakIndex.LongestRun)
        {
            _words.RemoveAt(0);
        }

        _words.Add(_word);
        _word = InstructionLeakIndex.WordStart;
        var words = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_words);
        foreach (var (run, hashes) in index.Runs)
        {
            if (words.Length >= run && hashes.Contains(InstructionLeakIndex.Combine(words[^run..])))
            {
                Reason ??= "leakage.instructions";
            }
        }
    }

    private void CheckCanaries()
    {
        if (index.Canaries.Count == 0 || _letters.Length == 0)
        {
            return;
        }

        var letters = _letters.ToString();
        foreach (var canary in index.Canaries)
        {
            if (letters.Contains(canary, StringComparison.Ordinal))
            {
                Reason = "leakage.canary";
            }
        }
    }
}
