namespace ServerlessGuard.Core.Audit.Reports;

/// <summary>The guard's decisions in a period: by application, by the rules that were their reasons, and by kind of finding.</summary>
/// <param name="From">The time of the first entry that was read; null where there is none.</param>
/// <param name="Until">The end of the period.</param>
/// <param name="Entries">How many entries were read.</param>
/// <param name="IsCut">Whether older entries of the period were left out.</param>
/// <param name="Applications">In the order of their names.</param>
/// <param name="Reasons">Those that stop most first.</param>
/// <param name="Kinds">The most frequent first.</param>
public sealed record ActivityReport(
    DateTimeOffset? From, DateTimeOffset Until, long Entries, bool IsCut, IReadOnlyList<ApplicationActivity> Applications,
    IReadOnlyList<ReasonActivity> Reasons, IReadOnlyList<KindActivity> Kinds);

/// <summary>
/// Interactions of one application and mode. In mode observe everything passed, and the counts are of what would have happened.
/// </summary>
/// <param name="Application">Its id; empty where the entries name none.</param>
/// <param name="Mode"><c>enforce</c> or <c>observe</c>.</param>
public sealed record ApplicationActivity(
    string Application, string Mode, long Allowed, long Changed, long Held, long Blocked, long Interrupted, long Unscanned)
{
    public long Interactions => Allowed + Changed + Held + Blocked + Interrupted;
}

/// <summary>One reason of verdicts: a rule's id, a tool, or another word of the verdict.</summary>
/// <param name="Alone">Held or blocked interactions that have no other reason: what an exception from it would let pass.</param>
/// <param name="Examples">The latest interactions, at most <see cref="ActivityReportReader.MostExamples"/>.</param>
public sealed record ReasonActivity(
    string Application, string Mode, string Reason, long Changed, long Held, long Blocked, long Alone, IReadOnlyList<string> Examples);

/// <summary>How many values of a kind were found.</summary>
public sealed record KindActivity(string Application, string Kind, long Findings);
