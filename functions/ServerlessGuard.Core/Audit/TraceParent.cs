namespace ServerlessGuard.Core.Audit;

/// <summary>
/// A W3C Trace Context <c>traceparent</c>: which trace a call or an event belongs to, and which span of it caused it. Sent
/// by the caller: it correlates, it proves nothing.
/// </summary>
public readonly record struct TraceParent(string TraceId, string ParentId)
{
    private const int Length = 55;

    /// <summary>The value, or null when it is none: ignored then, as the specification says.</summary>
    public static TraceParent? Parse(string? text)
    {
        if (text is not { Length: >= Length } || text[2] != '-' || text[35] != '-' || text[52] != '-')
        {
            return null;
        }

        var (version, trace, parent, flags) = (text[..2], text[3..35], text[36..52], text[53..55]);
        var isLong = text.Length > Length;
        return IsHex(version) && version != "ff" && !(version == "00" && isLong) && !(isLong && text[Length] != '-')
            && IsTraceId(trace) && IsHex(parent) && parent.Any(static c => c != '0') && IsHex(flags)
                ? new TraceParent(trace, parent) : null;
    }

    /// <summary>32 lower-case hex digits that are not all zero.</summary>
    public static bool IsTraceId(string text) => text is { Length: 32 } && IsHex(text) && text.Any(static c => c != '0');

    /// <summary>The value as it is sent on: version 00, without the flag that it is sampled.</summary>
    public override string ToString() => $"00-{TraceId}-{ParentId}-00";

    private static bool IsHex(string text) => text.All(static c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
