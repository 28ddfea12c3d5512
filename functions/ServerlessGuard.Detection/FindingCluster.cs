namespace ServerlessGuard.Detection;

/// <summary>
/// Findings that overlap, directly or through others, as one region. <paramref name="Best"/> names it;
/// <paramref name="Members"/> are ordered by start.
/// </summary>
public readonly record struct FindingCluster(int Start, int Length, Finding Best, ArraySegment<Finding> Members)
{
    public int End => Start + Length;
}
