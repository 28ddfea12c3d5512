namespace ServerlessGuard.Detection;

/// <summary>
/// A span that a rule found: <paramref name="Start"/> and <paramref name="Length"/> in UTF-16 units of the original
/// text (before normalisation). Holds no text.
/// </summary>
/// <param name="Confidence">0 to 1.</param>
public readonly record struct Finding(int Start, int Length, Rule Rule, double Confidence)
{
    public int End => Start + Length;

    public override string ToString() => $"{Rule.Kind}[{Start}..{End}) {Rule.Id} {Confidence:0.00}";
}
