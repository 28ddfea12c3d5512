namespace ServerlessGuard.Detection.Names;

/// <summary>
/// The tagger's features of each token: the words around it, its shape, its beginning and end, the lists it is in; each as a bucket of a
/// hash. Training and tagging share this file, so that both see the same.
/// </summary>
internal sealed class NameFeatures
{
    public const int BucketBits = 19;

    /// <summary>The bucket that every token has.</summary>
    public static readonly int BiasBucket = Bucket(1, 0, 0);

    private const uint Mask = (1u << BucketBits) - 1;
    private const int Edge = 2;

    private readonly List<Token> _tokens = [];
    private readonly List<int> _buckets = [];
    private readonly List<int> _starts = [];

    /// <summary>Tokens of the sentence that was read last.</summary>
    public int Count => _tokens.Count - (2 * Edge);

    /// <summary>The buckets of one token.</summary>
    public ReadOnlySpan<int> this[int token] =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_buckets)[_starts[token].._starts[token + 1]];

    public void Read(ReadOnlySpan<char> text, IReadOnlyList<TextSpan> sentence)
    {
        _tokens.Clear();
        _buckets.Clear();
        _starts.Clear();
        _tokens.AddRange([Token.Border, Token.Border]);
        foreach (var span in sentence)
        {
            _tokens.Add(Token.Of(text, span));
        }

        _tokens.AddRange([Token.Border, Token.Border]);
        var capitals = _tokens.Count(static token => token.IsCapital);
        var letters = _tokens.Count(static token => token.IsWord);
        // Where every word is a capital, or none is, capitals say little.
        var style = capitals == 0 ? 0 : 2 * capitals > letters + 2 ? 2 : 1;
        for (var i = Edge; i < _tokens.Count - Edge; i++)
        {
            _starts.Add(_buckets.Count);
            Add(i, style, i == Edge);
        }

        _starts.Add(_buckets.Count);
    }

    private void Add(int i, int style, bool isFirst)
    {
        var (before2, before, here, after, after2) = (_tokens[i - 2], _tokens[i - 1], _tokens[i], _tokens[i + 1], _tokens[i + 2]);
        Put(1, 0);
        Put(2, here.Word);
        Put(3, before.Word);
        Put(4, after.Word);
        Put(5, before2.Word);
        Put(6, after2.Word);
        Put(7, before.Word, here.Word);
        Put(8, here.Word, after.Word);
        Put(9, here.Shape);
        Put(10, before.Shape, here.Shape);
        Put(11, here.Shape, after.Shape);
        Put(12, Mix(before.Shape, here.Shape), after.Shape);
        Put(13, here.Shape, Mix((uint)style, isFirst ? 1u : 0));
        Put(14, before.Word, here.Shape);
        Put(15, after.Word, here.Shape);
        Put(16, Mix(before2.Word, before.Word), here.Shape);
        Put(17, (uint)here.Lists, here.Brief);
        Put(18, (uint)before.Lists, Mix((uint)here.Lists, here.Brief));
        Put(19, (uint)after.Lists, Mix((uint)here.Lists, here.Brief));
        Put(20, Mix((uint)before.Lists, before.Brief), Mix((uint)after.Lists, after.Brief));
        Put(21, here.Brief, Mix((uint)style, isFirst ? 1u : 0));
        Put(22, Mix(before2.Brief, before.Brief), Mix(here.Brief, Mix(after.Brief, after2.Brief)));
        Put(23, (uint)before2.Lists, before.Brief);
        foreach (var part in here.Parts)
        {
            Put(24, part);
        }

        if (after.IsWord)
        {
            Put(25, after.Ending, here.Brief);
        }

        if (before.IsWord)
        {
            Put(26, before.Ending, here.Brief);
        }
    }

    private void Put(uint template, uint value, uint second = 0) => _buckets.Add(Bucket(template, value, second));

    private static int Bucket(uint template, uint value, uint second) => (int)(Mix(Mix(template * 0x9E3779B1u, value), second) & Mask);

    private static uint Mix(uint a, uint b)
    {
        var hash = (a ^ (b + 0x7F4A7C15u + (a << 6) + (a >> 2))) * 0x85EBCA6Bu;
        return hash ^ (hash >> 15);
    }

    private sealed record Token(uint Word, uint Shape, uint Brief, uint Ending, int Lists, bool IsCapital, bool IsWord, uint[] Parts)
    {
        public static Token Border { get; } = new(1, 1, 1, 1, 0, false, false, []);

        public static Token Of(ReadOnlySpan<char> text, TextSpan span)
        {
            var word = new string(text[span.Start..span.End]);
            var lower = word.ToLowerInvariant();
            // Numbers are alike by their length: no one number means a name.
            var known = char.IsAsciiDigit(lower[0]) ? new string('0', lower.Length) : lower;
            var shape = ShapeOf(word, most: 12, squeeze: false);
            var brief = ShapeOf(word, most: 6, squeeze: true);
            var parts = new List<uint>();
            for (var length = 1; length <= 5 && length <= lower.Length; length++)
            {
                parts.Add(Hash(100, lower.AsSpan(0, length)));
                parts.Add(Hash(200, lower.AsSpan(lower.Length - length)));
            }

            for (var at = 0; at + 3 <= Math.Min(lower.Length, 16); at++)
            {
                parts.Add(Hash(300, lower.AsSpan(at, 3)));
            }

            return new Token(
                Hash(1, known), Hash(2, shape), Hash(3, brief), Hash(4, lower.AsSpan(Math.Max(0, lower.Length - 3))), NameLists.Of(lower),
                char.IsUpper(word[0]), char.IsLetter(word[0]), [.. parts]);
        }

        private static string ShapeOf(string word, int most, bool squeeze)
        {
            Span<char> shape = stackalloc char[most];
            var length = 0;
            foreach (var unit in word)
            {
                var kind = char.IsUpper(unit) ? 'X'
                    : char.IsLetter(unit) ? 'x'
                    : char.IsAsciiDigit(unit) ? '0'
                    : char.IsSurrogate(unit) ? '~'
                    : unit;
                if (squeeze && length > 0 && shape[length - 1] == kind)
                {
                    continue;
                }

                // Long words are alike: "Xxxx" and longer.
                if (!squeeze && length >= 4 && shape[length - 1] == kind && shape[length - 2] == kind && shape[length - 3] == kind)
                {
                    continue;
                }

                if (length == most)
                {
                    break;
                }

                shape[length++] = kind;
            }

            return new string(shape[..length]);
        }

        private static uint Hash(uint seed, ReadOnlySpan<char> word)
        {
            var hash = 2166136261u ^ (seed * 16777619u);
            foreach (var unit in word)
            {
                hash = (hash ^ unit) * 16777619u;
            }

            return hash ^ (hash >> 13);
        }
    }
}
