using System.Runtime.InteropServices;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Web.Console.Home;

/// <summary>Counts of one hour.</summary>
internal sealed class ActivityHour
{
    // Kinds come from rules and reasons, which are few. The bound keeps a tampered log from filling the memory.
    private const int MaxKinds = 500;

    /// <summary>allow, redact, hold, block, observed (whatever the verdict, it passed), or interrupted -> interactions.</summary>
    public Dictionary<string, int> Verdicts { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Kind -> findings.</summary>
    public Dictionary<string, int> Findings { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>opened, approved, denied, expired -> cases.</summary>
    public Dictionary<string, int> Cases { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Observed interactions that an enforcing tier would have held or blocked.</summary>
    public int WouldStop { get; private set; }

    public int Refused { get; private set; }

    public int Unscanned { get; private set; }

    public ActivityHour Copy() => new()
    {
        Verdicts = new(Verdicts, StringComparer.Ordinal),
        Findings = new(Findings, StringComparer.Ordinal),
        Cases = new(Cases, StringComparer.Ordinal),
        WouldStop = WouldStop,
        Refused = Refused,
        Unscanned = Unscanned,
    };

    public void Add(AuditEntry entry)
    {
        switch (entry.Kind)
        {
            case AuditKinds.InteractionClosed:
                var isObserved = entry.Facts.GetValueOrDefault("enforce") == "observe";
                Add(Verdicts, isObserved ? "observed" : entry.Verdict ?? "none", 1);
                WouldStop += isObserved && entry.Verdict is "hold" or "block" ? 1 : 0;
                foreach (var (kind, count) in entry.Findings)
                {
                    Add(Findings, kind, count);
                }

                break;
            case AuditKinds.InteractionInterrupted:
                Add(Verdicts, "interrupted", 1);
                break;
            case AuditKinds.CaseOpened:
                Add(Cases, "opened", 1);
                break;
            case AuditKinds.CaseDecided when entry.Facts.GetValueOrDefault("event") is "approved" or "denied" or "expired":
                Add(Cases, entry.Facts["event"], 1);
                break;
            case AuditKinds.CallerRefused:
                Refused++;
                break;
            case AuditKinds.GuardUnscanned:
                Unscanned++;
                break;
        }
    }

    private static void Add(Dictionary<string, int> counts, string name, int count)
    {
        if (counts.Count < MaxKinds || counts.ContainsKey(name))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, name, out _) += count;
        }
    }
}
