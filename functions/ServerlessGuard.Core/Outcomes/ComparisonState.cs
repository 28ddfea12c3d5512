namespace ServerlessGuard.Core.Outcomes;

public enum ComparisonState
{
    /// <summary>Nothing is decided.</summary>
    Watched,

    /// <summary>Its harm rates are higher than the baseline's.</summary>
    Worse,

    /// <summary>It answered often enough without being found worse, and is the baseline now.</summary>
    Accepted,
}
