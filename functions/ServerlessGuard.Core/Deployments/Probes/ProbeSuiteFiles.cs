using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>Suites in files below the policy's folder. Read anew each time: a suite is small, and what stands there now is what counts.</summary>
public sealed class ProbeSuiteFiles(string folder) : IProbeSuites
{
    public ProbeSuiteResult? Find(ModelPolicy model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Probes is { } path ? ProbeSuiteLoader.LoadFile(Path.Combine(folder, path)) : null;
    }
}
