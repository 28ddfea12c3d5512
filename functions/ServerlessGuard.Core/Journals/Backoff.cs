namespace ServerlessGuard.Core.Journals;

/// <summary>Pauses between failed tries: each twice as long as the one before, up to the longest.</summary>
/// <param name="First">The pause after the first failed try.</param>
/// <param name="Longest">No pause is longer.</param>
public readonly record struct Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <summary>2^16 times the first pause: far above any longest one, far below what a <see cref="TimeSpan"/> holds.</summary>
    private const int MostDoublings = 16;

    /// <summary>The pause after the given number of failed tries, 1 or more.</summary>
    public TimeSpan After(int tries)
    {
        var pause = First * Math.Pow(2, Math.Clamp(tries - 1, 0, MostDoublings));
        return pause < Longest ? pause : Longest;
    }
}
