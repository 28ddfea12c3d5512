namespace ServerlessGuard.Benchmarks.Outcomes;

/// <summary>One simulated canary: a baseline's history, then candidate and baseline call by call.</summary>
internal sealed class Canary(int seed, double baselineRate, double candidateRate)
{
    private readonly Random _random = new(seed);

    public long CandidateHarms { get; private set; }

    public long BaselineHarms { get; private set; }

    public int Calls { get; private set; }

    public long Draw(int trials, double rate)
    {
        var harms = 0L;
        for (var i = 0; i < trials; i++)
        {
            harms += _random.NextDouble() < rate ? 1 : 0;
        }

        return harms;
    }

    public void Step()
    {
        Calls++;
        CandidateHarms += Draw(1, candidateRate);
        BaselineHarms += Draw(1, baselineRate);
    }
}
