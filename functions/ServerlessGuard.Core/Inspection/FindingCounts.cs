using System.Collections.Frozen;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Inspection;

/// <summary>The findings so far, and the strictest verdict that follows.</summary>
internal sealed class FindingCounts
{
    private const int MostPlaces = 8;

    private static readonly Verdict.Allow Nothing = new();

    // Most texts have no findings: what holds them is made with the first.
    private Dictionary<string, int>? _kinds;
    private HashSet<FindingCategory>? _categories;
    private List<string>? _places;
    private SortedSet<string>? _blocks;
    private SortedSet<string>? _holds;
    private SortedSet<string>? _redactions;

    public IReadOnlyDictionary<string, int> Kinds => _kinds ?? (IReadOnlyDictionary<string, int>)FrozenDictionary<string, int>.Empty;

    /// <summary>The categories of the findings.</summary>
    public IReadOnlySet<FindingCategory> Categories => _categories ?? (IReadOnlySet<FindingCategory>)FrozenSet<FindingCategory>.Empty;

    /// <summary>The messages with a finding that holds or blocks; at most eight.</summary>
    public IReadOnlyCollection<string> Places => _places ?? (IReadOnlyCollection<string>)[];

    /// <summary>How many values were masked because what the plan names for them could not be done.</summary>
    public int Masked { get; private set; }

    public void Count(IReadOnlyList<FindingDecision> findings)
    {
        foreach (var finding in findings)
        {
            (_categories ??= []).Add(finding.Rule.Category);
            Masked += finding.Instead is null ? 0 : 1;
            Count(finding.Rule.Kind, finding.Rule.Id, finding.Action);
        }
    }

    /// <summary>The same, of a text in a message.</summary>
    public void Count(IReadOnlyList<FindingDecision> findings, string? place)
    {
        Count(findings);
        if (place is not null && Places.Count < MostPlaces && !Places.Contains(place)
            && findings.Any(static finding => finding.Action is GuardAction.Hold or GuardAction.Block))
        {
            (_places ??= []).Add(place);
        }
    }

    public void Count(string kind, string reason, GuardAction action)
    {
        _kinds ??= new(StringComparer.Ordinal);
        _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
        switch (action)
        {
            case GuardAction.Allow:
                break;
            case GuardAction.Block:
                Set(ref _blocks).Add(reason);
                break;
            case GuardAction.Hold:
                Set(ref _holds).Add(reason);
                break;
            default:
                Set(ref _redactions).Add(reason);
                break;
        }
    }

    public void Add(Verdict verdict)
    {
        if (verdict.Reasons.Count > 0)
        {
            (verdict switch
            {
                Verdict.Block => Set(ref _blocks),
                Verdict.Hold => Set(ref _holds),
                _ => Set(ref _redactions),
            }).UnionWith(verdict.Reasons);
        }
    }

    public Verdict Verdict =>
        _blocks is not null ? new Verdict.Block([.. _blocks]) :
        _holds is not null ? new Verdict.Hold([.. _holds]) :
        _redactions is not null ? new Verdict.Redact([.. _redactions]) :
        Nothing;

    private static SortedSet<string> Set(ref SortedSet<string>? reasons) => reasons ??= new(StringComparer.Ordinal);
}
