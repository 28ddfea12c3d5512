using System.Globalization;
using System.Text;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Traces;
using ServerlessGuard.Core.Content;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>A trace as lines for people.</summary>
internal static class TraceText
{
    public static async Task WriteAsync(TextWriter writer, CorrelatedTrace trace, IReadOnlyList<ContentCheckResult> checks, string log)
    {
        foreach (var joined in trace.Interactions.Where(static one => one.Correlation != TraceCorrelation.Requested))
        {
            await writer.WriteLineAsync(Plain(joined.Correlation == TraceCorrelation.Permission
                ? $"{joined.Id} belongs to it: joined with {joined.CorrelatedBy}, by permission."
                : $"{joined.Id} belongs to it: its caller named the trace {joined.CorrelatedBy}."));
        }

        if (trace.RelatedEvents.Count > 0)
        {
            await writer.WriteLineAsync("Before:");
            await WriteAsync(writer, trace.RelatedEvents);
            await writer.WriteLineAsync("Then:");
        }

        await WriteAsync(writer, trace.Entries);
        foreach (var check in checks)
        {
            await writer.WriteLineAsync(Plain($"{check.Part} of {check.Interaction} ({check.Kind}): {Say(check.Match)}"));
        }

        await writer.WriteLineAsync(
            $"{trace.Entries.Count + trace.RelatedEvents.Count} steps, each proven against the checkpoint that {log} signed.{(trace.IsCut ? " There are more: the trace is cut." : "")}");
    }

    private static async Task WriteAsync(TextWriter writer, IReadOnlyList<TraceEntry> steps)
    {
        foreach (var step in steps)
        {
            await writer.WriteLineAsync(Line(step));
        }
    }

    private static string Line(TraceEntry step)
    {
        var entry = step.Entry.Entry;
        var line = new StringBuilder();
        line.Append(
            CultureInfo.InvariantCulture, $"{entry.Time:yyyy-MM-dd HH:mm:ss.fff}Z  #{step.Proof.Index}  {entry.Kind}  {entry.Actor}");
        foreach (var part in new[] { entry.Application, entry.Tier, entry.Verdict }.OfType<string>())
        {
            line.Append("  ").Append(part);
        }

        if (entry.PolicyRevision is { Length: >= 12 } revision)
        {
            line.Append("  policy=").Append(revision, 0, 12);
        }

        foreach (var (kind, count) in entry.Findings.OrderBy(static f => f.Key, StringComparer.Ordinal))
        {
            line.Append(CultureInfo.InvariantCulture, $"  {kind}={count}");
        }

        foreach (var (name, value) in entry.Facts.OrderBy(static f => f.Key, StringComparer.Ordinal))
        {
            line.Append(CultureInfo.InvariantCulture, $"  {name}={value}");
        }

        foreach (var (name, mac) in entry.Macs.OrderBy(static m => m.Key, StringComparer.Ordinal))
        {
            line.Append(CultureInfo.InvariantCulture, $"  {name}:hmac={mac[..Math.Min(12, mac.Length)]}");
        }

        return Plain(line.ToString());
    }

    private static string Say(ContentMatch match) => match switch
    {
        ContentMatch.Same => "the stored content matches.",
        ContentMatch.Differs => "the stored content does NOT match.",
        ContentMatch.NotKept => "measured, and not kept.",
        _ => "expired: nothing can be held against the measure any more.",
    };

    /// <summary>An entry's facts are data: nothing in them may move a terminal's cursor.</summary>
    private static string Plain(string line) => string.Concat(line.Select(static c => char.IsControl(c) ? '?' : c));
}
