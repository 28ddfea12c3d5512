using System.Security.Cryptography;

namespace ServerlessGuard.Core.Ports;

/// <summary>The system's CSPRNG, and ULIDs (github.com/ulid/spec: 48-bit milliseconds, 80 random bits) on the given clock.</summary>
public sealed class SystemEntropy(TimeProvider clock) : IEntropy
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#pragma warning disable RS0030 // The one place where the engine touches the system's generator.
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
#pragma warning restore RS0030

    public string NewId()
    {
        Span<byte> random = stackalloc byte[10];
        Fill(random);
        Span<char> id = stackalloc char[26];
        var milliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 9; i >= 0; i--)
        {
            id[i] = Crockford[(int)(milliseconds & 31)];
            milliseconds >>= 5;
        }

        var (bits, count, next) = (0, 0, 10);
        foreach (var value in random)
        {
            bits = (bits << 8) | value;
            count += 8;
            while (count >= 5)
            {
                count -= 5;
                id[next++] = Crockford[(bits >> count) & 31];
            }
        }

        return new string(id);
    }
}

/// <summary>The source of ids and random bytes, so that tests can repeat a run. The default is the system's CSPRNG.</summary>
public interface IEntropy
{
    void Fill(Span<byte> destination);

    /// <summary>A new id: time-ordered, 26 characters of Crockford base32 (ULID).</summary>
    string NewId();
}
