namespace ServerlessGuard.Core.Outcomes;

/// <summary>Many e-values at once.</summary>
public static class EValues
{
    /// <summary>
    /// The e-BH procedure (Wang, Ramdas, "False discovery rate control with e-values", JRSS B 84, 2022): of K e-values it
    /// rejects the k largest, for the largest k with the k-th at least K/(k alpha). However they depend on each other, the
    /// expected share of false ones is at most alpha; where nothing is wrong at all, so is the chance of rejecting
    /// anything. With e-processes that holds at any time of looking: a rejection of k means a mean e-value of at least 1/alpha.
    /// </summary>
    /// <param name="logE">Natural logarithms of e-values.</param>
    /// <param name="alpha">In (0, 1).</param>
    /// <returns>The positions that are rejected, in ascending order.</returns>
    public static IReadOnlyList<int> Reject(IReadOnlyList<double> logE, double alpha)
    {
        ArgumentNullException.ThrowIfNull(logE);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(alpha, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);
        var order = Enumerable.Range(0, logE.Count).OrderByDescending(i => logE[i]).ToArray();
        for (var k = order.Length; k > 0; k--)
        {
            if (logE[order[k - 1]] >= Math.Log(order.Length / (k * alpha)))
            {
                return [.. order[..k].Order()];
            }
        }

        return [];
    }

    /// <summary>The natural logarithm of the e-value from which on a hypothesis is rejected, beside the others that are.</summary>
    public static double Needed(IReadOnlyList<double> logE, double alpha) =>
        Math.Log(logE.Count / (Math.Max(1, Reject(logE, alpha).Count) * alpha));
}
