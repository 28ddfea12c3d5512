namespace ServerlessGuard.Core.Ports;

/// <summary>Where ids and random bytes come from, so that tests can repeat a run. The default is the system's CSPRNG.</summary>
public interface IEntropy
{
    void Fill(Span<byte> destination);

    /// <summary>A new id: time-ordered, 26 characters of Crockford base32 (ULID).</summary>
    string NewId();
}
