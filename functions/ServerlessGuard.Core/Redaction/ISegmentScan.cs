using ServerlessGuard.Core.Detection;

namespace ServerlessGuard.Core.Redaction;

/// <summary>What redaction needs of a scanner to work on a text that is still arriving.</summary>
internal interface ISegmentScan
{
    /// <summary>The kinds of all rules.</summary>
    IEnumerable<string> Kinds { get; }

    /// <summary>How many units ordinary text (nothing withheld) stays unsettled at most.</summary>
    int HoldBack { get; }

    /// <summary>How many units before <c>from</c> a window must keep for its findings to be those of the whole text.</summary>
    int LeftContext { get; }

    /// <summary>
    /// Findings that start at or after <paramref name="from"/> and before <paramref name="settled"/>. Whatever text
    /// follows, no other finding starts before <paramref name="settled"/>, and none of these changes.
    /// </summary>
    IReadOnlyList<Finding> ScanSegment(string text, int from, bool isLast, double threshold, out int settled);
}
