using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

/// <summary>
/// Reads a policy: text, then tree, then schema, then the rules between fields. Every error is reported at once, as far
/// as the text can be read at all. Work is bounded by <see cref="MaxBytes"/>, nesting and the number of values.
/// </summary>
public static class PolicyLoader
{
    /// <summary>The largest policy file, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Reads a policy from text. <paramref name="fileName"/> only names the place in errors.</summary>
    public static PolicyResult Load(string yaml, string fileName)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(fileName);
        var errors = new PolicyErrors(fileName);
        return Load(yaml, errors);
    }

    /// <summary>
    /// Reads a policy from a file's bytes, which must be UTF-8.
    /// </summary>
    public static PolicyResult Load(ReadOnlySpan<byte> utf8, string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var errors = new PolicyErrors(fileName);
        var text = PolicyText.Decode(utf8, errors);
        return text is null ? new PolicyResult(null, errors.ToList()) : Load(text, errors);
    }

    /// <summary>Reads a policy file. A file that is missing or cannot be read is an error in the result, not an exception.</summary>
    public static PolicyResult LoadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var errors = new PolicyErrors(path);
        return PolicyText.Read(path, errors) is { } bytes ? Load(bytes, path) : new PolicyResult(null, errors.ToList());
    }

    private static PolicyResult Load(string yaml, PolicyErrors errors)
    {
        GuardPolicy? policy = null;
        if (PolicyText.IsAcceptable(yaml, errors) && PolicyTree.Parse(yaml, errors) is { } tree)
        {
            if (tree is JObject root)
            {
                PolicySchema.Check(root, errors);
                PolicyRules.Check(root, errors);
                policy = errors.Any ? null : PolicyBinder.Bind(root);
            }
            else
            {
                errors.Add(tree, "A policy is a mapping.", "Write key: value pairs, starting with version: 1.");
            }
        }

        return new PolicyResult(policy, errors.ToList());
    }
}

/// <summary>A policy, or every error in its file.</summary>
public sealed record PolicyResult(GuardPolicy? Policy, IReadOnlyList<PolicyError> Errors);
