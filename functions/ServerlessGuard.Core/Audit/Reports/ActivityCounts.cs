namespace ServerlessGuard.Core.Audit.Reports;

/// <summary>The counts of a period while it is read.</summary>
internal sealed class ActivityCounts
{
    private const string Others = "others";

    private readonly Dictionary<(string Application, string Mode), ApplicationActivity> _applications = [];
    private readonly Dictionary<(string Application, string Mode, string Reason), ReasonActivity> _reasons = [];
    private readonly Dictionary<(string Application, string Kind), long> _kinds = [];

    public void Add(AuditEntry entry)
    {
        if (entry.Kind is not (AuditKinds.InteractionClosed or AuditKinds.InteractionInterrupted))
        {
            return;
        }

        var (application, mode) = (entry.Application ?? "", entry.Facts.GetValueOrDefault("enforce") == "observe" ? "observe" : "enforce");
        var isInterrupted = entry.Kind == AuditKinds.InteractionInterrupted;
        Count(application, mode, entry, isInterrupted);
        foreach (var (kind, count) in entry.Findings)
        {
            var key = _kinds.Count < ActivityReportReader.MostGroups || _kinds.ContainsKey((application, kind))
                ? (application, kind)
                : (Others, Others);
            _kinds[key] = _kinds.GetValueOrDefault(key) + count;
        }

        if (isInterrupted)
        {
            return;
        }

        var reasons = entry.Facts.GetValueOrDefault("reasons")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (var reason in reasons)
        {
            Count(application, mode, reason, entry, isAlone: reasons.Length == 1);
        }
    }

    public ActivityReport ToReport(DateTimeOffset? from, DateTimeOffset until, long entries, bool isCut) => new(
        from,
        until,
        entries,
        isCut,
        [.. _applications.Values.OrderBy(static one => one.Application, StringComparer.Ordinal)
            .ThenBy(static one => one.Mode, StringComparer.Ordinal)],
        [.. _reasons.Values.OrderByDescending(static one => one.Held + one.Blocked)
            .ThenByDescending(static one => one.Changed)
            .ThenBy(static one => one.Reason, StringComparer.Ordinal)],
        [.. _kinds.Select(static pair => new KindActivity(pair.Key.Application, pair.Key.Kind, pair.Value))
            .OrderByDescending(static one => one.Findings)
            .ThenBy(static one => one.Kind, StringComparer.Ordinal)]);

    private void Count(string application, string mode, AuditEntry entry, bool isInterrupted)
    {
        var key = _applications.Count < ActivityReportReader.MostGroups || _applications.ContainsKey((application, mode))
            ? (application, mode)
            : (Others, mode);
        var counted = _applications.GetValueOrDefault(key) ?? new ApplicationActivity(key.Item1, mode, 0, 0, 0, 0, 0, 0);
        counted = counted with { Unscanned = counted.Unscanned + (entry.Facts.ContainsKey("unscanned") ? 1 : 0) };
        _applications[key] = (isInterrupted ? "" : entry.Verdict) switch
        {
            "" => counted with { Interrupted = counted.Interrupted + 1 },
            "redact" => counted with { Changed = counted.Changed + 1 },
            "hold" => counted with { Held = counted.Held + 1 },
            "block" => counted with { Blocked = counted.Blocked + 1 },
            _ => counted with { Allowed = counted.Allowed + 1 },
        };
    }

    private void Count(string application, string mode, string reason, AuditEntry entry, bool isAlone)
    {
        var key = _reasons.Count < ActivityReportReader.MostGroups || _reasons.ContainsKey((application, mode, reason))
            ? (application, mode, reason)
            : (Others, mode, Others);
        var counted = _reasons.GetValueOrDefault(key) ?? new ReasonActivity(key.Item1, mode, key.Item3, 0, 0, 0, 0, []);
        var examples = entry.Interaction is { } id
            ? [id, .. counted.Examples.Take(ActivityReportReader.MostExamples - 1)]
            : counted.Examples;
        counted = counted with { Examples = examples, Alone = counted.Alone + (isAlone && entry.Verdict is ("hold" or "block") ? 1 : 0) };
        _reasons[key] = entry.Verdict switch
        {
            "hold" => counted with { Held = counted.Held + 1 },
            "block" => counted with { Blocked = counted.Blocked + 1 },
            _ => counted with { Changed = counted.Changed + 1 },
        };
    }
}
