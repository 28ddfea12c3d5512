using ServerlessGuard.Core.Detection;

namespace ServerlessGuard.Core.Redaction;

internal sealed class ScannerSegments(Scanner scanner) : ISegmentScan
{
    public IEnumerable<string> Kinds { get; } = scanner.Rules.Select(static rule => rule.Kind).Distinct();

    public int HoldBack => 1024;

    public int LeftContext => 1024;

    public IReadOnlyList<Finding> ScanSegment(string text, int from, bool isLast, double threshold, out int settled)
    {
        settled = isLast ? text.Length : from;
        return isLast ? [.. scanner.Scan(text, threshold).Where(finding => finding.Start >= from)] : [];
    }
}
