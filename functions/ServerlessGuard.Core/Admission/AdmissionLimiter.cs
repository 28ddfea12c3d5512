using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ServerlessGuard.Core.Admission;

/// <summary>How much may be under way at once. A caller with nothing under way is always let in.</summary>
public sealed class AdmissionOptions
{
    private const long LeastBytes = 16L << 20;
    private const long MostBytes = 1L << 30;

    // A body of JSON becomes some fifteen times its bytes while it is parsed, inspected, measured and kept.
    private const int MemoryPerByte = 128;

    /// <summary>Interactions of all callers. Default 1024.</summary>
    [Range(1, 1_000_000)]
    public int MaxInteractions { get; set; } = 1024;

    /// <summary>Interactions of one caller. Default 512.</summary>
    [Range(1, 1_000_000)]
    public int MaxInteractionsPerCaller { get; set; } = 512;

    /// <summary>Bytes of all callers' request bodies. Default a 128th of the memory that the process may use, 16 MiB to 1 GiB.</summary>
    [Range(1024, 1L << 40)]
    public long MaxBytes { get; set; } = Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / MemoryPerByte, LeastBytes, MostBytes);

    /// <summary>Bytes of one caller's request bodies; null is half of <see cref="MaxBytes"/>.</summary>
    [Range(1024, 1L << 40)]
    public long? MaxBytesPerCaller { get; set; }

    /// <summary>The wait after which a caller that is refused should try again. Default 1 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>Counts what is under way, per caller and in total, and refuses what would be too much. Thread-safe.</summary>
public sealed class AdmissionLimiter(IOptions<AdmissionOptions> options)
{
    private readonly AdmissionOptions _options = options.Value;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Load> _callers = new(StringComparer.Ordinal);
    private Load _all;

    public TimeSpan RetryAfter => _options.RetryAfter;

    /// <summary>Bytes under way now.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _all.Bytes;
            }
        }
    }

    /// <summary>Interactions under way now.</summary>
    public int Interactions
    {
        get
        {
            lock (_gate)
            {
                return _all.Interactions;
            }
        }
    }

    /// <summary>Lets a request in until the lease is disposed; null where it would be too much.</summary>
    /// <param name="caller">The principal whose share it takes.</param>
    /// <param name="isInteraction">Whether it counts as an interaction, or for its bytes alone.</param>
    /// <param name="bytes">The length of its body; 0 where it is not known yet (<see cref="AdmissionLease.TryAdd"/>).</param>
    public AdmissionLease? TryAdmit(string caller, bool isInteraction, long bytes)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        var more = new Load(isInteraction ? 1 : 0, bytes);
        return TryAdd(caller, more) ? new AdmissionLease(this, caller, more) : null;
    }

    internal bool TryAdd(string caller, Load more)
    {
        lock (_gate)
        {
            var mine = _callers.GetValueOrDefault(caller);
            if (Exceeds(mine, more, _options.MaxInteractionsPerCaller, _options.MaxBytesPerCaller ?? (_options.MaxBytes / 2))
                || Exceeds(_all, more, _options.MaxInteractions, _options.MaxBytes))
            {
                return false;
            }

            _callers[caller] = mine + more;
            _all += more;
            return true;
        }
    }

    internal void Free(string caller, Load less)
    {
        lock (_gate)
        {
            _all -= less;
            // A share of nothing is not kept: a request without a body that is no interaction.
            var mine = _callers.GetValueOrDefault(caller) - less;
            if (mine == default)
            {
                _callers.Remove(caller);
            }
            else
            {
                _callers[caller] = mine;
            }
        }
    }

    private static bool Exceeds(Load load, Load more, int interactions, long bytes) =>
        load.Interactions + more.Interactions > interactions || (load.Bytes > 0 && more.Bytes > 0 && load.Bytes + more.Bytes > bytes);
}

/// <summary>The share of one request. Disposing it twice frees it once.</summary>
public sealed class AdmissionLease : IDisposable
{
    private readonly AdmissionLimiter _limiter;
    private readonly string _caller;
    private Load _load;
    private int _disposed;

    internal AdmissionLease(AdmissionLimiter limiter, string caller, Load load) => (_limiter, _caller, _load) = (limiter, caller, load);

    /// <summary>Takes more bytes, for a body whose length nobody told; false where they would be too much. Not thread-safe.</summary>
    public bool TryAdd(long bytes)
    {
        var more = new Load(0, bytes);
        if (!_limiter.TryAdd(_caller, more))
        {
            return false;
        }

        _load += more;
        return true;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _limiter.Free(_caller, _load);
        }
    }
}

/// <summary>The work under way: of one request, one caller or all.</summary>
internal readonly record struct Load(int Interactions, long Bytes)
{
    public static Load operator +(Load left, Load right) => new(left.Interactions + right.Interactions, left.Bytes + right.Bytes);

    public static Load operator -(Load left, Load right) => new(left.Interactions - right.Interactions, left.Bytes - right.Bytes);
}
