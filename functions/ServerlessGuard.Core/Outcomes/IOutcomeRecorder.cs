namespace ServerlessGuard.Core.Outcomes;

/// <summary>Counts the outcomes of each answer. Thread-safe; never waits and never throws: it is called on every request.</summary>
public interface IOutcomeRecorder
{
    /// <summary>An answer that takes longer is <see cref="OutcomeMetric.Slow"/>.</summary>
    TimeSpan SlowAfter { get; }

    void Record(ServedDeployment served, OutcomeMetric metric, OutcomeCount count);

    /// <summary>A case that holds an answer back: what its reviewer decides is an outcome too.</summary>
    void Held(ServedDeployment served, string caseId);
}
