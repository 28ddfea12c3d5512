using System.Text;
using ServerlessGuard.Core.Detection;

namespace ServerlessGuard.Core.Redaction;

/// <summary>Replaces what a scanner finds, as a plan says. Thread-safe; synchronous; changes nothing but the session.</summary>
public sealed class Redactor
{
    public Redactor(Scanner scanner)
        : this(new ScannerSegments(scanner))
    {
    }

    internal Redactor(ISegmentScan scan)
    {
        Scan = scan;
        StandIns = new StandIns(scan.Kinds);
    }

    internal ISegmentScan Scan { get; }

    internal StandIns StandIns { get; }

    /// <summary>
    /// Redacts a whole text. Regions are those of <see cref="Overlaps.Resolve"/> over the findings the plan acts on, the
    /// action of a region the strictest of its findings. Stand-ins that redaction itself left (labels, drop marks, and
    /// tokens of this session) are not redacted again.
    /// </summary>
    public RedactionResult Redact(string text, RedactionPlan plan, TokenSession session) => Redact(text, 0, plan, session);

    /// <summary>
    /// Redacts <paramref name="text"/> from <paramref name="from"/> on; what stands before is context for the rules (a
    /// field's name) and not part of the result.
    /// </summary>
    internal RedactionResult Redact(string text, int from, RedactionPlan plan, TokenSession session)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(session);
        var pass = new RedactionPass(this, plan, session, from, int.MaxValue);
        var output = new StringBuilder(text.Length - from);
        pass.Advance(text, isLast: true, output);
        return new RedactionResult
        {
            Text = pass.Changed ? output.ToString() : text[from..],
            Applied = pass.Applied,
            Strictest = pass.Strictest,
        };
    }
}
