using System.Collections.Concurrent;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>
/// Suites in files below the policy's folder. The present file counts: it is read each time, and parsed
/// when it changed. Thread-safe.
/// </summary>
public sealed class ProbeSuiteFiles(string folder) : IProbeSuiteSource
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, ProbeSuiteResult Result)> _parsed = new(StringComparer.Ordinal);

    public ProbeSuiteResult? Find(ModelPolicy model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Probes is not { } name)
        {
            return null;
        }

        var path = Path.Combine(folder, name);
        var errors = new PolicyErrors(path, ProbeSuiteLoader.Kind);
        if (PolicyText.Read(path, errors) is not { } bytes)
        {
            return new(null, errors.ToList());
        }

        if (!_parsed.TryGetValue(path, out var known) || !known.Bytes.AsSpan().SequenceEqual(bytes))
        {
            _parsed[path] = known = (bytes, ProbeSuiteLoader.Load(bytes, path));
        }

        return known.Result;
    }
}

/// <summary>The suites that the policy names.</summary>
public interface IProbeSuiteSource
{
    /// <summary>The suite of a model as it is now; with errors when its file is not valid; null when the model names none.</summary>
    ProbeSuiteResult? Find(ModelPolicy model);
}
