using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Tells monitoring what an interaction was like once it is over, from its closing entry and what was counted on the way. Null: nobody
/// monitors.
/// </summary>
internal sealed class InteractionObserver(IInteractionMonitor? monitor, InboundCall call)
{
    private TextSketch? _sketch;

    /// <summary>Sketches the user's last text. Nothing of the text is kept.</summary>
    public void Read(Conversation conversation)
    {
        if (monitor is not null
            && conversation.Content.Fields.LastOrDefault(static f => f is { Source: TextFieldSource.User, IsName: false }) is { } last)
        {
            _sketch = TextSketch.Of(last.Text);
        }
    }

    public void Close(AuditEntry closing, FindingCounts input, FindingCounts output, OutcomeCollector outcome, long tokens)
    {
        // A probe names its deployment: it is no caller's doing, and has a signal of its own. The guard's own answer to a restricted caller
        // says nothing of how the application does.
        if (monitor is null || call.Deployment is not null
            || closing.Facts.GetValueOrDefault("error") is "caller_suspended" or "caller_throttled")
        {
            return;
        }

        monitor.Record(new Observation
        {
            Interaction = closing.Interaction!,
            Time = closing.Time,
            Subject = new(call.Application.Id, closing.Facts["model"]),
            Caller = call.Principal,
            Revision = closing.Facts.GetValueOrDefault("revision"),
            Values = Values(closing, input, output, outcome),
            Sketch = _sketch,
            Place = call.Place,
            Tokens = tokens,
            IsEvasive = input.Verdict.Reasons.Any(static r => r.StartsWith("content.", StringComparison.Ordinal)),
        });
    }

    private List<SignalValue> Values(AuditEntry closing, FindingCounts input, FindingCounts output, OutcomeCollector outcome)
    {
        var (facts, finish) = (closing.Facts, closing.Facts["finish"]);
        List<SignalValue> values =
        [
            new(Signals.Verdict, VerdictOf(closing.Verdict)),
            SignalValue.Of(Signals.Injection, input.Categories.Contains(FindingCategory.Injection)),
            SignalValue.Of(Signals.InputPersonal, input.Categories.Contains(FindingCategory.Personal)),
            SignalValue.Of(Signals.InputSecret, input.Categories.Contains(FindingCategory.Secret)),
            SignalValue.Of(Signals.Failed, finish is "error" or "interrupted"),
        ];
        Add(Signals.InputLength, "request.bytes");
        Add(Signals.InputTokens, "usage.input");
        if (_sketch is { } sketch)
        {
            values.Add(new(Signals.Script, sketch.Script));
            values.Add(new(Signals.Topic, sketch.Topic));
        }

        if (outcome.IsAnswered && finish is not ("error" or "interrupted"))
        {
            values.Add(SignalValue.Of(Signals.OutputPersonal, output.Categories.Contains(FindingCategory.Personal)));
            values.Add(SignalValue.Of(Signals.OutputSecret, output.Categories.Contains(FindingCategory.Secret)));
            values.Add(SignalValue.Of(Signals.Leaked, output.Kinds.ContainsKey("instructions")));
            values.Add(SignalValue.Of(Signals.Refused, outcome.IsRefused));
            values.Add(SignalValue.Of(Signals.Truncated, finish is "length" or "max_tokens" or "incomplete"));
            Add(Signals.OutputLength, "answer.bytes");
            Add(Signals.OutputTokens, "usage.output");
            Add(Signals.Latency, "ms");
            if (outcome.CallsTool is { } calls)
            {
                values.Add(SignalValue.Of(Signals.ToolCalled, calls));
            }

            if (outcome.SchemaFailed is { } failed)
            {
                values.Add(SignalValue.Of(Signals.SchemaFailed, failed));
            }
        }

        return values;

        void Add(MonitoredSignal signal, string fact)
        {
            if (long.TryParse(facts.GetValueOrDefault(fact), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                values.Add(new(signal, LogBuckets.Of(number)));
            }
        }
    }

    private static int VerdictOf(string? verdict)
    {
        for (var i = 0; i < Signals.Verdicts.Count; i++)
        {
            if (Signals.Verdicts[i] == verdict)
            {
                return i;
            }
        }

        return 0;
    }
}
