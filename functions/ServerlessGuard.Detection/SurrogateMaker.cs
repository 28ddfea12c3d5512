namespace ServerlessGuard.Detection;

/// <summary>A stand-in for <paramref name="value"/> of the same format, decided by <paramref name="random"/> (32 bytes) alone.</summary>
public delegate string SurrogateMaker(ReadOnlySpan<char> value, ReadOnlySpan<byte> random);
