namespace ServerlessGuard.Detection.Injection;

/// <summary>A text and whether it tries to override instructions.</summary>
/// <param name="Source">The source of the row; one source can be left out of training.</param>
public sealed record JudgedText(string Source, string Text, bool IsInjection);

/// <summary>
/// Learns an <see cref="InjectionModel"/>: logistic regression by stochastic gradients with AdaGrad. The same rows in the same order give
/// the same model.
/// </summary>
public sealed class InjectionTrainer
{
    public int Epochs { get; init; } = 8;

    public float Rate { get; init; } = 0.3f;

    public float Decay { get; init; } = 2e-3f;

    /// <summary>How much more than another source the project's own texts count, each kind.</summary>
    public double OwnWeight { get; init; } = 8;

    /// <summary>How many times it learns, each time from the texts in another order; the model is the mean.</summary>
    public int Orders { get; init; } = 3;

    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Learns from all texts, and how sure the score may be from texts of sources that each time were left out: what is learnt and judged
    /// on the same origin is surer than it should be.
    /// </summary>
    public InjectionModel TrainCalibrated(IReadOnlyList<JudgedText> texts) =>
        Train(texts).Calibrated(InjectionCalibration.Fit(LeaveOneOut(texts)));

    /// <summary>
    /// The score of each text by a model that has seen nothing of its source; the project's own texts are always learnt and never judged.
    /// </summary>
    public IReadOnlyList<(JudgedText Text, double Score)> LeaveOneOut(IReadOnlyList<JudgedText> texts)
    {
        var judged = new List<(JudgedText, double)>();
        foreach (var left in texts.Where(static text => text.Source != BuiltInTrainingTexts.Source)
            .GroupBy(static text => (text.Source, text.IsInjection)))
        {
            var model = Train(texts.Where(text => (text.Source, text.IsInjection) != left.Key));
            judged.AddRange(left.Select(text => (text, model.Evidence(text.Text))));
        }

        return judged;
    }

    public InjectionModel Train(IEnumerable<JudgedText> texts)
    {
        var features = new InjectionFeatures();
        var rows = texts.Select(text => new Row([.. Pieces(text).Select(piece => Read(features, piece))], text.IsInjection, text.Source
            + (text.IsInjection ? "+" : "-"))).ToArray();
        // Each source counts by the root of its size: many rows of one form say less than few of many.
        var sizes = rows.GroupBy(static row => row.Key, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.Count(), StringComparer.Ordinal);
        var mean = rows.Average(row => 1 / Math.Sqrt(sizes[row.Key]));
        var (sum, sumBias) = (new float[1 << InjectionFeatures.BucketBits], 0f);
        for (var order = 0; order < Orders; order++)
        {
            var (weights, bias) = Learn([.. rows], key => (float)(Weight(key) / Math.Sqrt(sizes[key]) / mean), Seed + (ulong)order);
            for (var bucket = 0; bucket < weights.Length; bucket++)
            {
                sum[bucket] += weights[bucket] / Orders;
            }

            sumBias += bias / Orders;
        }

        return InjectionModel.Of(sum, sumBias);
    }

    private (float[] Weights, float Bias) Learn(Row[] rows, Func<string, float> factorOf, ulong seed)
    {
        var weights = new float[1 << InjectionFeatures.BucketBits];
        var squares = new float[weights.Length];
        var (bias, biasSquare) = (0f, 0f);
        var numbers = new SeededNumbers(seed);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            for (var i = rows.Length - 1; i > 0; i--)
            {
                var other = numbers.Next(i + 1);
                (rows[i], rows[other]) = (rows[other], rows[i]);
            }

            foreach (var row in rows)
            {
                // Of a long text each window is learnt while it is harmless; where it is not, the window that shows it best: the rest may
                // be.
                var scores = row.Windows.Select(window => bias + window.Sum(feature => weights[feature.Bucket] * feature.Value)).ToArray();
                var best = Array.IndexOf(scores, scores.Max());
                var factor = factorOf(row.Key);
                for (var i = 0; i < scores.Length; i++)
                {
                    if (row.IsInjection && i != best && epoch > 0)
                    {
                        continue;
                    }

                    var gradient = factor * ((row.IsInjection ? 1 : 0) - (1 / (1 + MathF.Exp(-scores[i])))) / (row.IsInjection
                        ? 1
                        : scores.Length);
                    foreach (var (bucket, value) in row.Windows[i])
                    {
                        var step = (gradient * value) - (Decay * weights[bucket]);
                        squares[bucket] += step * step;
                        weights[bucket] += Rate * step / (MathF.Sqrt(squares[bucket]) + 1e-3f);
                    }

                    biasSquare += gradient * gradient;
                    bias += Rate * gradient / (MathF.Sqrt(biasSquare) + 1e-3f);
                }
            }
        }

        return (weights, bias);
    }

    private double Weight(string key) => key[..^1] == BuiltInTrainingTexts.Source ? OwnWeight : 1;

    // A long text is learnt as the model will see it: in windows.
    private static IEnumerable<string> Pieces(JudgedText text)
    {
        for (var start = 0; ; start += InjectionModel.Window / 2)
        {
            var end = InjectionModel.EndOf(text.Text.Length, start);
            yield return text.Text[start..end];
            if (end == text.Text.Length)
            {
                yield break;
            }
        }
    }

    private static (int Bucket, float Value)[] Read(InjectionFeatures features, string text)
    {
        features.Read(text);
        var list = new List<(int, float)>();
        for (var group = 0; group < InjectionFeatures.Groups; group++)
        {
            var weight = features.Weight(group);
            foreach (var bucket in features.Group(group))
            {
                list.Add((bucket, weight));
            }
        }

        return [.. list];
    }

    private sealed record Row((int Bucket, float Value)[][] Windows, bool IsInjection, string Key);
}
