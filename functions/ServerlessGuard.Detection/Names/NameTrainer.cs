namespace ServerlessGuard.Detection.Names;

/// <summary>A text with its names, to learn from or to measure on.</summary>
/// <param name="Source">The source of the row; one source can be left out of training.</param>
/// <param name="Names">Kinds as in <see cref="NameSpan"/>.</param>
public sealed record NamedText(string Source, string Text, IReadOnlyList<(TextSpan Span, string Kind)> Names);

/// <summary>
/// Learns a <see cref="NameModel"/> from given texts and the project's own: a conditional random field by stochastic gradients with AdaGrad
/// (Duchi et al. 2011). The same rows in the same order give the same model on the same kind of processor.
/// </summary>
public sealed class NameTrainer
{
    private const int Labels = NameTag.Count;
    private const int Buckets = 1 << NameFeatures.BucketBits;

    public int Epochs { get; init; } = 10;

    public float Rate { get; init; } = 0.1f;

    /// <summary>
    /// Share of features left out at random in training, so that the model does not lean on words that it will not meet again.
    /// </summary>
    public int DropPercent { get; init; } = 50;

    /// <summary>
    /// How much readier than learnt the model calls a token a name: what it learnt from misses more names than it makes up.
    /// </summary>
    public float Readiness { get; init; } = 0.9f;

    public ulong Seed { get; init; } = 1;

    public NameModel Train(IEnumerable<NamedText> texts)
    {
        var rows = texts.Concat(BuiltInNameTexts.Make()).SelectMany(Prepare).ToArray();
        var weights = new float[Buckets * Labels];
        var squares = new float[Buckets * Labels];
        var transitions = new float[Labels * Labels];
        var transitionSquares = new float[Labels * Labels];
        var numbers = new SeededNumbers(Seed);
        var chain = new NameChain();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            for (var i = rows.Length - 1; i > 0; i--)
            {
                var other = numbers.Next(i + 1);
                (rows[i], rows[other]) = (rows[other], rows[i]);
            }

            foreach (var row in rows)
            {
                Step(row, weights, squares, transitions, transitionSquares, chain, numbers);
            }
        }

        return Quantise(weights, transitions, 1 - (DropPercent / 100f)).Readier(Readiness);
    }

    private static IEnumerable<Row> Prepare(NamedText text)
    {
        var (features, tokens) = (new NameFeatures(), new List<TextSpan>());
        for (var start = 0; start < text.Text.Length;)
        {
            NameSentence.Read(text.Text, start, out var end, out var next);
            NameSentence.Tokens(text.Text.AsSpan(start, end - start), tokens);
            features.Read(text.Text.AsSpan(start, end - start), tokens);
            var sentence = tokens.Select(token => new TextSpan(token.Start + start, token.End + start)).ToArray();
            start = next;
            var labels = new int[sentence.Length];
            var buckets = new int[sentence.Length][];
            for (var t = 0; t < labels.Length; t++)
            {
                buckets[t] = features[t].ToArray();
                var (name, kind) = text.Names.FirstOrDefault(name => name.Span.Overlaps(sentence[t]));
                if (kind is not null && NameTag.Kinds.IndexOf(kind) is >= 0 and var index)
                {
                    labels[t] = t > 0 && name.Overlaps(sentence[t - 1]) && labels[t - 1] > 0 && NameTag.KindOf(labels[t - 1]) == index
                        ? NameTag.Next(index)
                        : NameTag.First(index);
                }
            }

            yield return new Row(buckets, labels);
        }
    }

    private void Step(
        Row row, float[] weights, float[] squares, float[] transitions, float[] transitionSquares, NameChain chain, SeededNumbers numbers)
    {
        var length = row.Labels.Length;
        chain.Begin(length);
        var kept = new int[length][];
        for (var t = 0; t < length; t++)
        {
            var scores = chain.Scores(t);
            kept[t] = DropPercent == 0 ? row.Buckets[t] : [.. row.Buckets[t].Where(_ => !numbers.Chance(DropPercent))];
            foreach (var bucket in kept[t])
            {
                var at = bucket * Labels;
                for (var y = 0; y < Labels; y++)
                {
                    scores[y] += weights[at + y];
                }
            }
        }

        var steps = NameModel.ExpOf(transitions);
        chain.Run(steps);
        Span<float> gradient = stackalloc float[Labels];
        for (var t = 0; t < length; t++)
        {
            for (var y = 0; y < Labels; y++)
            {
                gradient[y] = (row.Labels[t] == y ? 1 : 0) - chain.Marginal(t, y);
            }

            foreach (var bucket in kept[t])
            {
                var at = bucket * Labels;
                for (var y = 0; y < Labels; y++)
                {
                    Move(ref weights[at + y], ref squares[at + y], gradient[y]);
                }
            }

            for (var x = 0; t + 1 < length && x < Labels; x++)
            {
                for (var y = 0; y < Labels; y++)
                {
                    if (NameTag.MayFollow(x, y))
                    {
                        var i = (x * Labels) + y;
                        Move(
                            ref transitions[i], ref transitionSquares[i],
                            (row.Labels[t] == x && row.Labels[t + 1] == y ? 1 : 0) - chain.Pair(t, x, y, steps));
                    }
                }
            }
        }
    }

    private void Move(ref float weight, ref float square, float gradient)
    {
        square += gradient * gradient;
        weight += Rate * gradient / (MathF.Sqrt(square) + 1e-6f);
    }

    private static NameModel Quantise(float[] weights, float[] transitions, float keep)
    {
        var most = weights.Max(Math.Abs);
        var unit = Math.Min(most, 4f) / 127;
        return new NameModel(
            [.. weights.Select(weight => (sbyte)Math.Clamp(MathF.Round(weight * keep / unit), -127, 127))], unit, transitions);
    }

    private sealed record Row(int[][] Buckets, int[] Labels);
}

file static class Lists
{
    public static int IndexOf(this IReadOnlyList<string> list, string item)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] == item)
            {
                return i;
            }
        }

        return -1;
    }
}
