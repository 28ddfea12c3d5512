namespace ServerlessGuard.Detection.Checks;

/// <summary>Shannon entropy: how evenly characters are spread. Tells random keys from words and placeholders.</summary>
internal static class Entropy
{
    /// <summary>Bits per character, 0 for an empty value. Characters above U+007F count as one.</summary>
    public static double BitsPerCharacter(ReadOnlySpan<char> value)
    {
        Span<int> counts = stackalloc int[129];
        counts.Clear();
        foreach (var c in value)
        {
            counts[Math.Min(c, (char)128)]++;
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
