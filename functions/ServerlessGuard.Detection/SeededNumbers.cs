namespace ServerlessGuard.Detection;

/// <summary>splitmix64: the same numbers everywhere for one seed. No cryptography is wanted here.</summary>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to <paramref name="below"/> - 1.</summary>
    public int Next(int below) => (int)(Next() % (ulong)below);

    /// <summary>From <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public int Between(int from, int to) => from + Next(to - from + 1);

    public bool Chance(int percent) => Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];

    public string Hex(int digits) => string.Create(digits, this, static (target, self) =>
    {
        foreach (ref var unit in target)
        {
            unit = "0123456789abcdef"[self.Next(16)];
        }
    });

    public string Base64(int bytes)
    {
        var data = new byte[bytes];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = (byte)Next(256);
        }

        return Convert.ToBase64String(data);
    }

    /// <summary>Characters of an alphabet.</summary>
    public string Of(string alphabet, int length) => string.Create(length, (this, alphabet), static (target, from) =>
    {
        foreach (ref var unit in target)
        {
            unit = from.alphabet[from.Item1.Next(from.alphabet.Length)];
        }
    });

    public string Digits(int count) => Of("0123456789", count);
}
