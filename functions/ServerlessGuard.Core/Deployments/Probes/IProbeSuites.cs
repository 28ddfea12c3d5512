using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>The suites that the policy names.</summary>
public interface IProbeSuites
{
    /// <summary>The suite of a model as it is now; with errors when its file is not valid; null when the model names none.</summary>
    ProbeSuiteResult? Find(ModelPolicy model);
}
