using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Inspection;

/// <summary>A text that arrives in pieces. The returned text may be sent at once.</summary>
public interface IContentStream
{
    IReadOnlyList<FindingDecision> Findings { get; }

    /// <summary>Tokens turned back so far.</summary>
    int RestoredCount { get; }

    /// <summary>About how many UTF-16 units came in and were not yet decided.</summary>
    int Withheld { get; }

    string Push(string text);

    /// <summary>The rest, at the end of the text.</summary>
    string Complete();
}

/// <summary>Hears of texts that secret rules found in an interaction, before it is closed.</summary>
public interface ILeakReporter
{
    /// <summary>
    /// Makes durable that they are to be compared with live keys. Keeps none of them. Never throws for a store that is down:
    /// that raises an alert, since the answer's own verdict does not depend on it.
    /// </summary>
    ValueTask ReportAsync(IReadOnlyList<string> texts, string interaction, CancellationToken cancellationToken);
}

/// <summary>A finding and the plan's action for it. Holds no text.</summary>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Action">The applied action.</param>
/// <param name="Instead">The planned action, where it could not be done.</param>
public readonly record struct FindingDecision(Rule Rule, GuardAction Action, GuardAction? Instead = null);
