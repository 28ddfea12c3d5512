namespace ServerlessGuard.Detection.Names;

/// <summary>A name that was found, in UTF-16 units of the text.</summary>
/// <param name="Kind"><c>person</c>, <c>organisation</c> or <c>location</c>.</param>
/// <param name="Confidence">How likely the model takes it to be of that kind, 0 to 1.</param>
public readonly record struct NameSpan(int Start, int End, string Kind, double Confidence);

/// <summary>Finds names in one sentence. The tagger that ships is one; a host may bring another, such as a larger model.</summary>
public interface INameFinder
{
    /// <summary>
    /// Adds the names of a sentence as <see cref="NameSentence.Read"/> cuts it, from left to right, offsets from its start. Thread-safe.
    /// </summary>
    void Find(ReadOnlySpan<char> sentence, List<NameSpan> names);
}

/// <summary>
/// Finds persons, organisations and places with a linear-chain model over hashed features. Thread-safe; work is linear in the text:
/// sentences are cut at a bounded number of tokens.
/// </summary>
public sealed class NameTagger(NameModel model) : INameFinder
{
    /// <summary>Names less likely than this are not told.</summary>
    public const double LeastConfidence = 0.15;

    private static readonly Lazy<NameTagger> Own = new(static () => new NameTagger(NameModel.Default));

    [ThreadStatic]
    private static Workspace? _spare;

    /// <summary>Finds with the model that ships.</summary>
    public static NameTagger Default => Own.Value;

    /// <summary>All names of a text, from left to right, none overlapping.</summary>
    public IReadOnlyList<NameSpan> FindAll(ReadOnlySpan<char> text)
    {
        var (all, names) = (new List<NameSpan>(), new List<NameSpan>());
        for (var start = 0; start < text.Length;)
        {
            NameSentence.Read(text, start, out var end, out var next);
            names.Clear();
            Find(text[start..end], names);
            foreach (var name in names)
            {
                all.Add(name with { Start = name.Start + start, End = name.End + start });
            }

            start = next;
        }

        return all;
    }

    public void Find(ReadOnlySpan<char> sentence, List<NameSpan> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var work = _spare ??= new Workspace();
        NameSentence.Tokens(sentence, work.Tokens);
        if (work.Tokens.Count == 0)
        {
            return;
        }

        Span<int> labels = stackalloc int[NameSentence.MostTokens];
        work.Features.Read(sentence, work.Tokens);
        model.Score(work.Features, work.Chain);
        work.Chain.Run(model.Steps);
        work.Chain.Best(model.Steps, labels);
        Collect(work.Chain, labels[..work.Tokens.Count], work.Tokens, names);
    }

    private static void Collect(NameChain chain, ReadOnlySpan<int> labels, List<TextSpan> sentence, List<NameSpan> names)
    {
        for (var t = 0; t < labels.Length;)
        {
            var (kind, end) = (labels[t] == NameTag.Outside ? LikelyKind(chain, t) : NameTag.KindOf(labels[t]), t + 1);
            if (labels[t] != NameTag.Outside)
            {
                while (end < labels.Length && labels[end] == NameTag.Next(kind))
                {
                    end++;
                }
            }

            var confidence = 1.0;
            for (var i = t; i < end; i++)
            {
                // "Bowling" may begin or continue in a name: it is one either way.
                confidence = Math.Min(confidence, chain.Marginal(i, NameTag.First(kind)) + chain.Marginal(i, NameTag.Next(kind)));
            }

            if (confidence >= LeastConfidence)
            {
                // "@" and what it calls are one name where nothing stands between.
                if (names.Count > 0
                    && names[^1] is var mark
                    && mark.End == sentence[t].Start
                    && mark.End - mark.Start == 1
                    && mark.Kind == NameTag.Kinds[kind])
                {
                    names[^1] = new NameSpan(mark.Start, sentence[end - 1].End, mark.Kind, Math.Max(mark.Confidence, confidence));
                    t = end;
                    continue;
                }

                names.Add(new NameSpan(sentence[t].Start, sentence[end - 1].End, NameTag.Kinds[kind], confidence));
            }

            t = end;
        }
    }

    private static int LikelyKind(NameChain chain, int token)
    {
        var (best, most) = (0, -1f);
        for (var kind = 0; kind < NameTag.Kinds.Count; kind++)
        {
            var likely = chain.Marginal(token, NameTag.First(kind)) + chain.Marginal(token, NameTag.Next(kind));
            (best, most) = likely > most ? (kind, likely) : (best, most);
        }

        return best;
    }

    private sealed class Workspace
    {
        public List<TextSpan> Tokens { get; } = [];

        public NameFeatures Features { get; } = new();

        public NameChain Chain { get; } = new();
    }
}
