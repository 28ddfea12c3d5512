namespace ServerlessGuard.Detection.Evaluation;

/// <summary>How many labels were found, how many findings no label answers to, and how many labels were missed.</summary>
public readonly record struct MatchCounts(int Right, int Spurious, int Missed)
{
    /// <summary>1 where nothing was found.</summary>
    public double Precision => Ratio(Right, Right + Spurious);

    /// <summary>1 where nothing was labelled.</summary>
    public double Recall => Ratio(Right, Right + Missed);

    public double F1 => F(1);

    public double F2 => F(2);

    public static MatchCounts operator +(MatchCounts left, MatchCounts right) =>
        new(left.Right + right.Right, left.Spurious + right.Spurious, left.Missed + right.Missed);

    /// <summary>
    /// Pairs each expected span with one found span for which <paramref name="matches"/> holds, and counts what is left over.
    /// </summary>
    public static MatchCounts Match(
        IReadOnlyList<TextSpan> expected, IReadOnlyList<TextSpan> found, Func<TextSpan, TextSpan, bool> matches,
        Action<bool, TextSpan>? wrong = null)
    {
        var open = found.ToList();
        var right = 0;
        foreach (var span in expected)
        {
            var index = open.FindIndex(candidate => matches(span, candidate));
            if (index >= 0)
            {
                right++;
                open.RemoveAt(index);
            }
            else
            {
                wrong?.Invoke(false, span);
            }
        }

        open.ForEach(span => wrong?.Invoke(true, span));
        return new MatchCounts(right, open.Count, expected.Count - right);
    }

    private double F(double beta)
    {
        var (p, r, square) = (Precision, Recall, beta * beta);
        return p + r > 0 ? (1 + square) * p * r / ((square * p) + r) : 0;
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}
