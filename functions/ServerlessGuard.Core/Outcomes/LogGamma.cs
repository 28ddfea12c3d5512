namespace ServerlessGuard.Core.Outcomes;

/// <summary>The logarithms of the gamma and beta functions, for positive arguments.</summary>
internal static class LogGamma
{
    private const double HalfLogTwoPi = 0.918938533204672741780329736406;

    /// <summary>From here on seven terms of Stirling's series (DLMF 5.11.1) are exact to a double's precision.</summary>
    private const double Far = 12;

    public static double Of(double x)
    {
        // Gamma(x) = Gamma(x + n) / (x (x+1) ... (x+n-1)): the product stays far below a double's range.
        var product = 1.0;
        while (x < Far)
        {
            product *= x;
            x++;
        }

        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * ((1.0 / 1680)
            - (square * ((1.0 / 1188) - (square * ((691.0 / 360360) - (square / 156))))))))))));
        return ((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi + series - Math.Log(product);
    }

    public static double Beta(double a, double b) => Of(a) + Of(b) - Of(a + b);
}
