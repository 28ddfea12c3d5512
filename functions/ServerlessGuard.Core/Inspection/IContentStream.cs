namespace ServerlessGuard.Core.Inspection;

/// <summary>A text that arrives in pieces. What it returns may be sent at once.</summary>
public interface IContentStream
{
    IReadOnlyList<ActedFinding> Findings { get; }

    /// <summary>Tokens turned back so far.</summary>
    int RestoredCount { get; }

    /// <summary>About how many UTF-16 units came in and were not yet decided.</summary>
    int Withheld { get; }

    string Push(string text);

    /// <summary>The rest, at the end of the text.</summary>
    string Complete();
}
