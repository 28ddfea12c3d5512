namespace ServerlessGuard.Core.Redaction;

/// <summary>Finds the codes that a restorer could read in a text.</summary>
internal static class TokenLookalikes
{
    private const int MaxPerText = 100_000;

    /// <summary>Adds every well-formed code that is in the text, whatever a model could have done to it.</summary>
    public static void Collect(ReadOnlySpan<char> text, HashSet<string> codes)
    {
        // The last symbols of the current word, and of everything since the last bracket: separators do not end the latter.
        var word = new Tail();
        var inner = new Tail();
        foreach (var unit in text)
        {
            if (TokenText.Fold(unit) is var folded and not '\0')
            {
                word.Push(folded);
                inner.Push(folded);
                continue;
            }

            if (TokenText.IsInvisible(unit) || unit == '\\')
            {
                continue;
            }

            word.Take(codes);
            word.Clear();
            if (!TokenText.IsInner(unit))
            {
                inner.Take(codes);
                inner.Clear();
            }

            if (codes.Count > MaxPerText)
            {
                return;
            }
        }

        word.Take(codes);
    }

    private struct Tail
    {
        private ulong _symbols;
        private int _count;

        // Seven symbols of 8 bits: a code and a plural's S.
        public void Push(char symbol)
        {
            _symbols = (_symbols << 8) | (symbol < 128 ? symbol : (byte)'.');
            _count++;
        }

        public void Clear() => (_symbols, _count) = (0, 0);

        public readonly void Take(HashSet<string> codes)
        {
            Add(_symbols, _count, codes);
            if ((_symbols & 0xFF) == 'S')
            {
                Add(_symbols >> 8, _count - 1, codes);
            }
        }

        private static void Add(ulong symbols, int count, HashSet<string> codes)
        {
            if (count < TokenCode.Length)
            {
                return;
            }

            Span<char> code = stackalloc char[TokenCode.Length];
            for (var i = code.Length - 1; i >= 0; i--)
            {
                code[i] = (char)(symbols & 0xFF);
                symbols >>= 8;
            }

            if (TokenCode.IsWellFormed(code))
            {
                codes.Add(new string(code));
            }
        }
    }
}
