using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>A suite, or every error in its file.</summary>
public sealed record ProbeSuiteResult(ProbeSuite? Suite, IReadOnlyList<PolicyError> Errors);
