using System.Text.Json;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Gathers what one interaction's answer says about the revision that gave it, and hands it on when the interaction
/// closes. A caller's request is no outcome: without an answer of the model there is none.
/// </summary>
internal sealed class OutcomeCollector(IOutcomeRecorder? outcomes, ModelPolicy model, TimeProvider clock)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64 };

    private long _asked;
    private bool _isAnswered;
    private bool _isRefused;
    private bool _couldFail;
    private bool _failed;

    /// <summary>The model answered, whatever came.</summary>
    public bool IsAnswered => _isAnswered;

    /// <summary>The model itself refused.</summary>
    public bool IsRefused => _isRefused;

    /// <summary>Whether the answer calls a tool; null where no whole answer was read.</summary>
    public bool? CallsTool { get; private set; }

    /// <summary>Whether JSON was requested and did not come; null where it could not fail.</summary>
    public bool? SchemaFailed => _couldFail ? _failed : null;

    /// <summary>The client requested an answer that is a JSON document.</summary>
    public bool AsksJson { get; set; }

    /// <summary>The call to the model begins.</summary>
    public void Asked() => _asked = clock.GetTimestamp();

    /// <summary>The model answers, whatever comes.</summary>
    public void Answered() => _isAnswered = true;

    /// <summary>A stream carries the model's own refusal.</summary>
    public void Refused() => _isRefused = true;

    /// <summary>Looks at a whole answer before anything in it is changed.</summary>
    public void Read(Answer answer)
    {
        if (outcomes is null)
        {
            return;
        }

        foreach (var field in answer.Content.Fields.Where(
            static field => field is { Source: TextFieldSource.Output, IsName: false, Host: null }))
        {
            _isRefused |= field.Property == "refusal";
            if (AsksJson && field.Property is "content" or "text")
            {
                _couldFail = true;
                _failed |= !IsJson(field.Text);
            }
        }

        // Slots inside an embedded document were JSON.
        _couldFail |= AsksJson && answer.Content.Embedded.Count > 0;
        _couldFail |= answer.Content.ToolCalls.Count > 0;
        CallsTool = answer.Content.ToolCalls.Count > 0;
    }

    public void Close(FindingCounts output, IReadOnlyDictionary<string, string> facts, string finish)
    {
        if (outcomes is null || !_isAnswered || finish is "interrupted" or "error")
        {
            return;
        }

        var served = new ServedDeployment(
            facts.GetValueOrDefault("fallback", model.Id), facts.GetValueOrDefault("deployment", model.Deployment),
            facts.GetValueOrDefault("revision"));
        var verdict = output.Verdict;
        Record(served, OutcomeMetric.Blocked, verdict is Verdict.Block);
        Record(served, OutcomeMetric.Held, verdict is Verdict.Hold);
        Record(
            served, OutcomeMetric.Refused,
            _isRefused || (verdict is not (Verdict.Block or Verdict.Hold) && finish.Contains("content_filter", StringComparison.Ordinal)));
        Record(served, OutcomeMetric.Leaked, output.Kinds.ContainsKey("instructions")
            || verdict.Reasons.Any(static r => r.StartsWith("leakage.", StringComparison.Ordinal)));
        Record(served, OutcomeMetric.Slow, clock.GetElapsedTime(_asked) > outcomes.SlowAfter);
        if (_couldFail)
        {
            Record(served, OutcomeMetric.SchemaFailed, _failed || verdict.Reasons.Contains("tool.arguments"));
        }

        if (facts.TryGetValue("case", out var held))
        {
            outcomes.Held(served, held);
        }
    }

    private void Record(ServedDeployment served, OutcomeMetric metric, bool isHarm) =>
        outcomes!.Record(served, metric, new OutcomeCount(1, isHarm ? 1 : 0));

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
