namespace ServerlessGuard.Core.Detection.Rules.Secrets.Checks;

/// <summary>Shannon entropy of a value's own units.</summary>
internal static class Entropy
{
    /// <summary>Bits per unit; units beyond ASCII count as one symbol.</summary>
    public static double BitsPerUnit(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            return 0;
        }

        Span<int> counts = stackalloc int[129];
        counts.Clear();
        foreach (var unit in value)
        {
            counts[Math.Min((int)unit, 128)]++;
        }

        var bits = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / value.Length;
                bits -= share * Math.Log2(share);
            }
        }

        return bits;
    }
}
