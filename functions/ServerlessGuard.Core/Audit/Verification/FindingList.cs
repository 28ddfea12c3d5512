namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>Findings up to the limit.</summary>
internal sealed class FindingList
{
    private readonly List<LogFinding> _findings = [];

    public IReadOnlyList<LogFinding> All => _findings;

    public void Add(LogFault fault, string where)
    {
        if (_findings.Count < LogVerification.MostFindings)
        {
            _findings.Add(new LogFinding(fault, where));
        }
    }

    public void AddRange(IEnumerable<LogFinding> findings)
    {
        foreach (var finding in findings)
        {
            Add(finding.Fault, finding.Location);
        }
    }
}

/// <summary>One fault and where it is: a file's path, or an entry's index.</summary>
public sealed record LogFinding(LogFault Fault, string Location);
