namespace ServerlessGuard.Core.Monitoring;

/// <summary>How the buckets of a signal relate to each other; it decides which shifts are looked for.</summary>
public enum SignalKind
{
    /// <summary>Bucket 1 is yes, bucket 0 no.</summary>
    YesNo,

    /// <summary>Buckets are names without an order.</summary>
    Named,

    /// <summary>Buckets are ranges that grow, by <see cref="LogBuckets"/>.</summary>
    Ordered,
}

/// <summary>
/// One thing that is counted over interactions: each interaction falls into one bucket, or into none where the signal does not apply.
/// So every signal is a vector of counts, which merges by addition, exactly and in any order.
/// </summary>
/// <param name="Id">The name in policies, entries, metrics and documents. Permanent.</param>
/// <param name="Buckets">At most 64: a set of buckets is one word.</param>
/// <param name="Title">For people; it begins a sentence.</param>
public sealed record MonitoredSignal(string Id, SignalKind Kind, int Buckets, string Title)
{
    /// <summary>The position in <see cref="Signals.All"/>; never stored.</summary>
    internal int Index { get; init; }
}

/// <summary>The signals that the guard knows. None of them holds content: lengths, yes or no, and hashes of at most six bits.</summary>
public static class Signals
{
    /// <summary>The buckets of <see cref="Verdict"/>, in their order.</summary>
    public static readonly IReadOnlyList<string> Verdicts = ["allow", "redact", "hold", "block"];

    private static readonly List<MonitoredSignal> Known = [];

    public static readonly MonitoredSignal Verdict = New("verdict", SignalKind.Named, 4, "The guard's verdict");
    public static readonly MonitoredSignal Injection = New("injection", SignalKind.YesNo, 2, "An injection in the request");
    public static readonly MonitoredSignal InputPersonal = New("input-personal", SignalKind.YesNo, 2, "Personal data in the request");
    public static readonly MonitoredSignal InputSecret = New("input-secret", SignalKind.YesNo, 2, "A secret in the request");
    public static readonly MonitoredSignal OutputPersonal = New("output-personal", SignalKind.YesNo, 2, "Personal data in the answer");
    public static readonly MonitoredSignal OutputSecret = New("output-secret", SignalKind.YesNo, 2, "A secret in the answer");
    public static readonly MonitoredSignal Leaked = New("leaked", SignalKind.YesNo, 2, "The application's instructions in the answer");
    public static readonly MonitoredSignal Refused = New("refused", SignalKind.YesNo, 2, "A refusal by the model itself");
    public static readonly MonitoredSignal SchemaFailed = New("schema-failed", SignalKind.YesNo, 2, "An answer that breaks its schema");
    public static readonly MonitoredSignal Truncated = New("truncated", SignalKind.YesNo, 2, "An answer cut at its longest length");
    public static readonly MonitoredSignal Failed = New("failed", SignalKind.YesNo, 2, "An interaction without a whole answer");
    public static readonly MonitoredSignal ToolCalled = New("tool-called", SignalKind.YesNo, 2, "An answer that calls a tool");
    public static readonly MonitoredSignal Denied = New("denied", SignalKind.YesNo, 2, "A reviewer's denial of a held output");
    public static readonly MonitoredSignal ProbeFailed = New("probe-failed", SignalKind.YesNo, 2, "A failed probe");
    public static readonly MonitoredSignal InputLength = New("input-length", SignalKind.Ordered, 64, "Bytes of the request");
    public static readonly MonitoredSignal OutputLength = New("output-length", SignalKind.Ordered, 64, "Bytes of the answer");
    public static readonly MonitoredSignal InputTokens = New("input-tokens", SignalKind.Ordered, 64, "Tokens that the model read");
    public static readonly MonitoredSignal OutputTokens = New("output-tokens", SignalKind.Ordered, 64, "Tokens that the model wrote");
    public static readonly MonitoredSignal Latency = New("latency", SignalKind.Ordered, 64, "Milliseconds to the end of the answer");
    public static readonly MonitoredSignal Script = New("script", SignalKind.Named, 16, "The script of the user's text");
    public static readonly MonitoredSignal Topic = New("topic", SignalKind.Named, 64, "The topic of the user's text");

    public static IReadOnlyList<MonitoredSignal> All => Known;

    /// <summary>Null: there is none of that name.</summary>
    public static MonitoredSignal? Find(string id) => Known.Find(signal => signal.Id == id);

    private static MonitoredSignal New(string id, SignalKind kind, int buckets, string title)
    {
        var signal = new MonitoredSignal(id, kind, buckets, title) { Index = Known.Count };
        Known.Add(signal);
        return signal;
    }
}

/// <summary>The bucket of one signal that an interaction fell into.</summary>
public readonly record struct SignalValue(MonitoredSignal Signal, int Bucket)
{
    public static SignalValue Of(MonitoredSignal signal, bool isYes) => new(signal, isYes ? 1 : 0);
}

/// <summary>
/// Buckets whose bounds grow by the square root of two: a value is known to 19% of itself, up to 2^31, in 64 counters that add up exactly.
/// DDSketch (Masson, Rim, Lee, VLDB 2019) is the same mapping without a bound. HdrHistogram, which restores, keeps thousands of counters
/// for one signal of one hour and merges by replaying them; change detection needs few fixed buckets, and equal ones in every instance.
/// </summary>
public static class LogBuckets
{
    /// <summary>The bucket of a value; negative ones are 0, and the last bucket has no upper end.</summary>
    public static int Of(long value) => value < 1 ? 0 : Math.Min(63, 1 + (int)Math.Floor((2 * Math.Log2(value)) + 1e-9));

    /// <summary>The smallest value of a bucket, as a real number.</summary>
    public static double From(int bucket) => bucket < 1 ? 0 : Math.Pow(2, (bucket - 1) / 2.0);
}
