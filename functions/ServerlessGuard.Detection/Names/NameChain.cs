namespace ServerlessGuard.Detection.Names;

/// <summary>
/// The sums of a linear chain (Lafferty et al. 2001): the best labels, and how likely each label is. Works in probabilities scaled per
/// token, so that no sentence is too long for them.
/// </summary>
internal sealed class NameChain
{
    private const int L = NameTag.Count;

    private float[] _potentials = [];
    private float[] _alpha = [];
    private float[] _beta = [];
    private float[] _scale = [];
    private int[] _back = [];

    /// <summary>Scores of labels by token, to be filled before <see cref="Run"/>.</summary>
    public Span<float> Scores(int token) => _potentials.AsSpan(token * L, L);

    public int Length { get; private set; }

    public void Begin(int length)
    {
        Length = length;
        if (_potentials.Length < length * L)
        {
            _potentials = new float[length * L];
            _alpha = new float[length * L];
            _beta = new float[length * L];
            _scale = new float[length];
            _back = new int[length * L];
        }

        _potentials.AsSpan(0, length * L).Clear();
    }

    /// <summary>Sums forwards and backwards. Scores become their exponentials.</summary>
    /// <param name="steps">Exponentials of the scores from label to label; 0 where one may not follow.</param>
    public void Run(ReadOnlySpan<float> steps)
    {
        for (var t = 0; t < Length; t++)
        {
            var scores = Scores(t);
            var most = Max(scores);
            for (var y = 0; y < L; y++)
            {
                scores[y] = MathF.Exp(scores[y] - most);
            }
        }

        for (var t = 0; t < Length; t++)
        {
            var (sum, row) = (0f, t * L);
            for (var y = 0; y < L; y++)
            {
                var into = 0f;
                if (t == 0)
                {
                    into = NameTag.IsNext(y) ? 0 : 1;
                }
                else
                {
                    for (var x = 0; x < L; x++)
                    {
                        into += _alpha[row - L + x] * steps[(x * L) + y];
                    }
                }

                sum += _alpha[row + y] = into * _potentials[row + y];
            }

            _scale[t] = 1 / sum;
            for (var y = 0; y < L; y++)
            {
                _alpha[row + y] *= _scale[t];
            }
        }

        for (var t = Length - 1; t >= 0; t--)
        {
            var row = t * L;
            for (var x = 0; x < L; x++)
            {
                var sum = 0f;
                if (t == Length - 1)
                {
                    sum = 1;
                }
                else
                {
                    for (var y = 0; y < L; y++)
                    {
                        sum += steps[(x * L) + y] * _potentials[row + L + y] * _beta[row + L + y];
                    }

                    sum *= _scale[t + 1];
                }

                _beta[row + x] = sum;
            }
        }
    }

    /// <summary>How likely the label is at the token.</summary>
    public float Marginal(int token, int label) => _alpha[(token * L) + label] * _beta[(token * L) + label];

    /// <summary>How likely both labels are at this token and the next.</summary>
    public float Pair(int token, int label, int next, ReadOnlySpan<float> steps) =>
        _alpha[(token * L) + label] * steps[(label * L) + next] * _potentials[((token + 1) * L) + next] * _beta[((token + 1) * L)
            + next] * _scale[token + 1];

    /// <summary>The likeliest labels of the whole sentence, after <see cref="Run"/>.</summary>
    public void Best(ReadOnlySpan<float> steps, Span<int> labels)
    {
        Span<float> reached = stackalloc float[L];
        Span<float> next = stackalloc float[L];
        for (var y = 0; y < L; y++)
        {
            reached[y] = NameTag.IsNext(y) ? 0 : _potentials[y];
        }

        for (var t = 1; t < Length; t++)
        {
            var sum = 0f;
            for (var y = 0; y < L; y++)
            {
                var (best, from) = (-1f, 0);
                for (var x = 0; x < L; x++)
                {
                    var score = reached[x] * steps[(x * L) + y];
                    if (score > best)
                    {
                        (best, from) = (score, x);
                    }
                }

                sum += next[y] = best * _potentials[(t * L) + y];
                _back[(t * L) + y] = from;
            }

            for (var y = 0; y < L; y++)
            {
                reached[y] = next[y] / sum;
            }
        }

        var last = 0;
        for (var y = 1; y < L; y++)
        {
            last = reached[y] > reached[last] ? y : last;
        }

        for (var t = Length - 1; t >= 0; t--)
        {
            labels[t] = last;
            last = _back[(t * L) + last];
        }
    }

    private static float Max(ReadOnlySpan<float> values)
    {
        var most = values[0];
        foreach (var value in values)
        {
            most = Math.Max(most, value);
        }

        return most;
    }
}
