using Newtonsoft.Json.Linq;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>
/// Reads controls as the policy's loader reads a policy: strict YAML, then the schema (which lists every framework
/// identifier), then the rules between fields. It reports every error with its line, and has the same limits.
/// </summary>
public static class ControlLoader
{
    private const string Schema = "controls.schema.json";

    /// <summary>
    /// Reads controls from a file's bytes, which must be UTF-8. <paramref name="fileName"/> only names the place in errors.
    /// </summary>
    public static ControlsResult Load(ReadOnlySpan<byte> utf8, string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var errors = new PolicyErrors(fileName);
        var text = PolicyText.Decode(utf8, errors);
        IReadOnlyList<Control>? controls = null;
        if (text is not null && PolicyText.IsAcceptable(text, errors) && PolicyTree.Parse(text, errors) is { } tree)
        {
            if (tree is JObject root)
            {
                PolicySchema.Check(root, errors, Schema);
                ControlRules.Check(root, errors);
                controls = errors.Any ? null : ControlBinder.Bind(root);
            }
            else
            {
                errors.Add(tree, "Controls are a mapping.", "Write version: 1 and controls: with a list.");
            }
        }

        return new ControlsResult(controls, errors.ToList());
    }

    /// <summary>Reads a file of controls. A file that is missing or cannot be read is an error in the result.</summary>
    public static ControlsResult LoadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var errors = new PolicyErrors(path);
        return PolicyText.Read(path, errors) is { } bytes ? Load(bytes, path) : new ControlsResult(null, errors.ToList());
    }
}

/// <summary>The controls of a file, or every error in it.</summary>
public sealed record ControlsResult(IReadOnlyList<Control>? Controls, IReadOnlyList<PolicyError> Errors);
