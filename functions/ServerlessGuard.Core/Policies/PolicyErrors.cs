using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

/// <summary>
/// Collects the errors of one file, at most one per place and sentence, in the order of the file. Bounded: a file that is
/// wrong everywhere yields <see cref="MaxReported"/> errors and a count of the rest.
/// </summary>
internal sealed class PolicyErrors(string file, string kind = "policy")
{
    public const int MaxReported = 200;

    private readonly List<PolicyError> _errors = [];
    private readonly HashSet<(int, int)> _places = [];
    private int _more;

    /// <summary>The name of the file in messages.</summary>
    public string Kind => kind;

    public bool Any => _errors.Count > 0;

    public void Add(int line, int column, string path, string message, string wayOut)
    {
        if (!_places.Add((line, column)) && _errors.Exists(e => e.Line == line && e.Column == column && e.Message == message))
        {
            return;
        }

        if (_errors.Count < MaxReported)
        {
            _errors.Add(new PolicyError(file, line, column, path, message, wayOut));
        }
        else
        {
            _more++;
        }
    }

    /// <summary>An error at a value, or at its key when <paramref name="token"/> is a property.</summary>
    public void Add(JToken token, string message, string wayOut)
    {
        var place = SourceLocation.Of(token);
        if (_errors.Count < MaxReported)
        {
            Add(place.Line, place.Column, token.Path, message, wayOut);
        }
        else
        {
            _more++;
        }
    }

    /// <summary>Whether an error already is at this value: a rule between fields then has nothing to add.</summary>
    public bool Has(JToken token)
    {
        var place = SourceLocation.Of(token);
        return _places.Contains((place.Line, place.Column));
    }

    public IReadOnlyList<PolicyError> ToList()
    {
        var sorted = _errors.OrderBy(e => e.Line).ThenBy(e => e.Column).ToList();
        if (_more > 0)
        {
            var last = sorted[^1];
            sorted.Add(new PolicyError(file, last.Line, last.Column, "", $"There are {_more} more errors.", "Correct these first."));
        }

        return sorted;
    }
}

/// <summary>
/// One thing wrong with a policy file: where (1-based line and column, and the path within the document), what, and
/// the suggested fix.
/// </summary>
public sealed record PolicyError(string File, int Line, int Column, string Path, string Message, string SuggestedFix)
{
    /// <summary><c>guard.yaml(12,5): tiers.regulated.stream: "fast" is not one of ... Use ...</c></summary>
    public override string ToString() =>
        $"{File}({Line},{Column}): {(Path.Length == 0 ? "" : Path + ": ")}{Message} {SuggestedFix}".TrimEnd();
}

/// <summary>The line and column of a value or key in the file (1-based), attached to its token.</summary>
internal sealed record SourceLocation(int Line, int Column)
{
    public static SourceLocation Of(JToken token) => token.Annotation<SourceLocation>() ?? new SourceLocation(1, 1);
}
