using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>
/// Reads a probe suite as a policy is read: every error at once, each at its line; bounded in size, nesting and number of calls.
/// </summary>
public static class ProbeSuiteLoader
{
    internal const string Kind = "probe suite";

    /// <summary>The most calls that a suite may cost.</summary>
    public const int MaxCalls = 5000;

    /// <summary>
    /// Reads a suite from a file's bytes, which must be UTF-8. <paramref name="fileName"/> only names the place in errors.
    /// </summary>
    public static ProbeSuiteResult Load(ReadOnlySpan<byte> utf8, string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var errors = Errors(fileName);
        var text = PolicyText.Decode(utf8, errors);
        var suite = text is null ? null : Load(text, Convert.ToHexStringLower(SHA256.HashData(utf8)), errors);
        return new(suite, errors.ToList());
    }

    public static ProbeSuiteResult Load(string yaml, string fileName) => Load(Encoding.UTF8.GetBytes(yaml), fileName);

    /// <summary>Reads a suite file. A file that is missing or cannot be read is an error in the result, not an exception.</summary>
    public static ProbeSuiteResult LoadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var errors = Errors(path);
        return PolicyText.Read(path, errors) is { } bytes ? Load(bytes, path) : new(null, errors.ToList());
    }

    private static PolicyErrors Errors(string file) => new(file, Kind);

    private static ProbeSuite? Load(string yaml, string digest, PolicyErrors errors)
    {
        if (!PolicyText.IsAcceptable(yaml, errors) || PolicyTree.Parse(yaml, errors) is not { } tree)
        {
            return null;
        }

        if (tree is not JObject root)
        {
            errors.Add(tree, "A probe suite is a mapping.", "Write key: value pairs, starting with version: 1.");
            return null;
        }

        PolicySchema.Check(root, errors, "probes.schema.json");
        ProbeRules.Check(root, errors);
        return errors.Any ? null : ProbeBinder.Bind(root, digest);
    }
}

/// <summary>A suite, or every error in its file.</summary>
public sealed record ProbeSuiteResult(ProbeSuite? Suite, IReadOnlyList<PolicyError> Errors);
