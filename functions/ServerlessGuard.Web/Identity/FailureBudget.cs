using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace ServerlessGuard.Web.Identity;

/// <summary>
/// The number of further invalid credentials that one remote address, and all addresses together, may send: token buckets
/// that refill evenly over the window. Memory is a fixed table: a hash seeded per process maps an address (an IPv6 /64,
/// which one person can own) to one of <see cref="Buckets"/> slots, so that no number of addresses makes it grow. Two
/// addresses may share a slot; that can cost an unauthenticated client its error message, but no valid key its access.
/// </summary>
internal sealed class FailureBudget(IOptions<IdentityOptions> options, TimeProvider clock)
{
    public const int Buckets = 4096;

    private readonly IdentityOptions _options = options.Value;
    private readonly Lock _gate = new();
    private readonly (double Spent, long At)[] _slots = new (double, long)[Buckets];
    private (double Spent, long At) _all;

    /// <summary>Null while the budget allows a failure; otherwise the time until it does.</summary>
    public TimeSpan? ExhaustedFor(IPAddress? address)
    {
        lock (_gate)
        {
            var mine = Wait(_slots[BucketOf(address)], _options.FailuresPerAddress);
            var all = Wait(_all, _options.FailuresInTotal);
            var longer = mine > all ? mine : all;
            return longer > TimeSpan.Zero ? longer : null;
        }
    }

    public void Spend(IPAddress? address)
    {
        lock (_gate)
        {
            ref var slot = ref _slots[BucketOf(address)];
            slot = (SpentNow(slot, _options.FailuresPerAddress) + 1, clock.GetTimestamp());
            _all = (SpentNow(_all, _options.FailuresInTotal) + 1, clock.GetTimestamp());
        }
    }

    private double SpentNow((double Spent, long At) bucket, int capacity) =>
        bucket.Spent == 0 ? 0 : Math.Max(0, bucket.Spent - (clock.GetElapsedTime(bucket.At) / _options.FailureWindow * capacity));

    private TimeSpan Wait((double Spent, long At) bucket, int capacity)
    {
        var over = SpentNow(bucket, capacity) + 1 - capacity;
        return over <= 0 ? TimeSpan.Zero : _options.FailureWindow * (over / capacity);
    }

    private static int BucketOf(IPAddress? address)
    {
        if (address is null)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[16];
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        plain.TryWriteBytes(bytes, out var length);
        var hash = new HashCode();
        hash.AddBytes(bytes[..(plain.AddressFamily == AddressFamily.InterNetworkV6 ? 8 : length)]);
        return (int)((uint)hash.ToHashCode() % Buckets);
    }
}
