using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Inspection;

/// <summary>The findings so far, and the strictest verdict that follows.</summary>
internal sealed class FindingCounts
{
    private const int MostPlaces = 8;

    private readonly Dictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private readonly HashSet<FindingCategory> _categories = [];
    private readonly List<string> _places = [];
    private readonly SortedSet<string> _blocks = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _holds = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _redactions = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Kinds => _kinds;

    /// <summary>The categories of the findings.</summary>
    public IReadOnlySet<FindingCategory> Categories => _categories;

    /// <summary>The messages with a finding that holds or blocks; at most eight.</summary>
    public IReadOnlyCollection<string> Places => _places;

    /// <summary>How many values were masked because what the plan names for them could not be done.</summary>
    public int Masked { get; private set; }

    public void Count(IReadOnlyList<FindingDecision> findings)
    {
        foreach (var finding in findings)
        {
            _categories.Add(finding.Rule.Category);
            Masked += finding.Instead is null ? 0 : 1;
            Count(finding.Rule.Kind, finding.Rule.Id, finding.Action);
        }
    }

    /// <summary>The same, of a text in a message.</summary>
    public void Count(IReadOnlyList<FindingDecision> findings, string? place)
    {
        Count(findings);
        if (place is not null && _places.Count < MostPlaces && !_places.Contains(place)
            && findings.Any(static finding => finding.Action is GuardAction.Hold or GuardAction.Block))
        {
            _places.Add(place);
        }
    }

    public void Count(string kind, string reason, GuardAction action)
    {
        _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
        switch (action)
        {
            case GuardAction.Allow:
                break;
            case GuardAction.Block:
                _blocks.Add(reason);
                break;
            case GuardAction.Hold:
                _holds.Add(reason);
                break;
            default:
                _redactions.Add(reason);
                break;
        }
    }

    public void Add(Verdict verdict)
    {
        var reasons = verdict switch
        {
            Verdict.Block => _blocks,
            Verdict.Hold => _holds,
            _ => _redactions,
        };
        reasons.UnionWith(verdict.Reasons);
    }

    public Verdict Verdict =>
        _blocks.Count > 0 ? new Verdict.Block([.. _blocks]) :
        _holds.Count > 0 ? new Verdict.Hold([.. _holds]) :
        _redactions.Count > 0 ? new Verdict.Redact([.. _redactions]) :
        new Verdict.Allow();
}
