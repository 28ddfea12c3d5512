using System.Globalization;

namespace ServerlessGuard.Core.Review;

/// <summary>A case as it was read.</summary>
public sealed record VersionedCase
{
    internal VersionedCase(CaseRecord value, string stored) => (Case, Stored) = (value, stored);

    public CaseRecord Case { get; internal init; }

    /// <summary>
    /// Tells whether what a reviewer decides on has changed: how often anybody acted on the case. The guard's own
    /// book-keeping, reminders too, does not change it.
    /// </summary>
    public string Version => Case.Journal.Count(static step => step.Kind is not (CaseEventKind.Reminded or CaseEventKind.Escalated
        or CaseEventKind.PassedOn)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The document's version, for the next write.</summary>
    internal string Stored { get; }
}
