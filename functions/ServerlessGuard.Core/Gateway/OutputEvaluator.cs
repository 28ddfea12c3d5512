using System.Globalization;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Judges a whole answer: texts, leakage, tool calls; and restores tokens last. One per interaction.</summary>
internal sealed class OutputEvaluator(
    Interaction interaction, InboundCall call, IContentSession session, InstructionLeakIndex leakage, ToolConversation conversation,
    ToolCallEvaluator tools, RedactionPlan plan)
{
    private readonly bool _apply = !interaction.IsObserved;
    private readonly ResponseRestorer _restorer = new(session, call.Policy, call.Application);
    private readonly List<JudgedCall> _judged = [];
    private IReadOnlyList<RefusedCall> _denied = [];

    /// <summary>The kind of a finding of the application's instructions in an answer.</summary>
    public const string Instructions = "instructions";

    private readonly List<string> _made = [];

    /// <summary>The ids of the tools that the conversation has called before the answer.</summary>
    public IReadOnlyList<string> Asked => conversation.Index.Calls;

    /// <summary>
    /// The ids of the tools that the answer calls, as far as they may be called; empty for one that the policy does not know.
    /// </summary>
    public IReadOnlyList<string> Made => _made;

    private bool Restores => _apply && call.Application.Restore;

    private bool Continues => interaction.Tier.OnDeniedCall == DeniedCallMode.Continue;

    /// <summary>The calls of the answer that was judged last, where every one of them was denied and the tier goes on.</summary>
    public IReadOnlyList<RefusedCall> Denied => _denied;

    /// <summary>The results of denied calls for the client, in the protocol's shape; null where there are none.</summary>
    public JsonObject? Refusals => RefusedCalls.ForClient([.. _judged.Where(static one => one.IsDenied).Select(static one => one.Refused)]);

    /// <summary>
    /// The denied calls of an answer that was judged whole, in another reading of it: whoever approves what is held approves none of them.
    /// </summary>
    public IReadOnlyList<RefusedCall> DeniedIn(Answer answer) =>
    [
        .. answer.Content.ToolCalls.Zip(_judged).Where(static pair => pair.Second.IsDenied)
            .Select(static pair => pair.Second.Refused with { Call = pair.First }),
    ];

    /// <summary>Judges, and unless the tier only observes, redacts in place. True when the tree changed.</summary>
    public async ValueTask<bool> EvaluateAsync(Answer answer, CancellationToken cancellationToken)
    {
        _judged.Clear();
        return await EvaluateAsync(answer, isPart: false, cancellationToken);
    }

    /// <summary>
    /// Judges calls of an answer whose other calls come in other parts: the denied ones leave the part, and <see cref="Conclude"/> says in
    /// the end whether anything was left.
    /// </summary>
    public async ValueTask EvaluatePartAsync(Answer part, CancellationToken cancellationToken) =>
        await EvaluateAsync(part, isPart: true, cancellationToken);

    /// <summary>
    /// The end of an answer that came in parts. True where it goes out; false where every call was denied and the tier ends the answer
    /// then.
    /// </summary>
    public bool Conclude()
    {
        if (Continues || !_judged.Exists(static one => one.IsDenied) || _judged.Exists(static one => !one.IsDenied))
        {
            return true;
        }

        Deny(_judged);
        return false;
    }

    private async ValueTask<bool> EvaluateAsync(Answer answer, bool isPart, CancellationToken cancellationToken)
    {
        _denied = [];
        interaction.Outcome.Read(answer);
        interaction.Unscanned("output", answer.Content.Unscanned);
        string[] written = [.. answer.Content.ToolCalls.Select(static toolCall => toolCall.Arguments)];
        var changed = Inspect(answer);
        changed |= await EvaluateCallsAsync(answer, written, isPart, cancellationToken);

        if (_apply)
        {
            foreach (var prune in answer.Content.Prunings)
            {
                prune();
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>
    /// Turns tokens back in the texts of an answer that will be released, and records how many. True when the tree changed.
    /// </summary>
    public async ValueTask<bool> RestoreAsync(Answer answer, CancellationToken cancellationToken)
    {
        var count = RestoreTexts(answer.Content);
        await RecordRestoredAsync(count, "text", cancellationToken);
        return count > 0;
    }

    /// <summary>Turns tokens back in texts whose restoring is recorded elsewhere; how many.</summary>
    public int RestoreTexts(TextFieldCollector content)
    {
        if (!Restores)
        {
            return 0;
        }

        return _restorer.Texts(content);
    }

    public async ValueTask RecordRestoredAsync(int count, string location, CancellationToken cancellationToken)
    {
        if (count > 0)
        {
            var facts = new Dictionary<string, string>
            {
                ["count"] = count.ToString(CultureInfo.InvariantCulture),
                ["location"] = location
            };
            await interaction.RecordAsync(AuditKinds.TokensRestored, null, facts, cancellationToken);
        }
    }

    private bool Inspect(Answer answer)
    {
        var changed = new TextFieldInspector(session, plan, _apply).Inspect(answer.Content, interaction.Output);
        if (leakage.IsEmpty || plan.Leakage == GuardAction.Allow)
        {
            return changed;
        }

        foreach (var field in answer.Content.Fields)
        {
            if (field.Source is TextFieldSource.Echo)
            {
                continue;
            }

            var watch = new InstructionLeakDetector(leakage);
            watch.Push(field.Text);
            if (watch.Complete())
            {
                interaction.Output.Count(Instructions, watch.Reason!, plan.Leakage);
                if (_apply)
                {
                    field.Replace("[instructions]");
                    changed = true;
                }
            }
        }

        TextFieldInspector.WriteBack(answer.Content);
        return changed;
    }

    /// <summary>
    /// Judges every call. Where others may be made, or the tier goes on, the denied ones alone leave the answer, and a text says so in
    /// their place. True when the tree changed.
    /// </summary>
    private async ValueTask<bool> EvaluateCallsAsync(Answer answer, string[] written, bool isPart, CancellationToken cancellationToken)
    {
        var (first, changed) = (_judged.Count, false);
        foreach (var (index, toolCall) in answer.Content.ToolCalls.Index())
        {
            var one = await EvaluateAsync(toolCall, written[index], answer.Content, cancellationToken);
            _judged.Add(one);
            changed |= one.WasRestored;
            if (!_apply || one.Verdict is not Verdict.Block)
            {
                _made.Add(one.Tool ?? "");
            }
        }

        var judged = _judged[first..];
        var denied = judged.Where(static one => one.IsDenied).Select(static one => one.Refused).ToList();
        var isWhole = denied.Count == judged.Count;
        _denied = Continues && isWhole ? denied : [];
        if (!_apply || denied.Count == 0 || (isWhole && !isPart && !Continues))
        {
            Deny(judged);
            return changed;
        }

        foreach (var one in judged)
        {
            interaction.Output.Add(one.IsDenied ? new Verdict.Redact(one.Verdict.Reasons) : one.Verdict);
        }

        RefusedCalls.Remove(answer, denied);
        return true;
    }

    private void Deny(IEnumerable<JudgedCall> judged)
    {
        foreach (var one in judged)
        {
            interaction.Output.Add(one.Verdict);
            interaction.Sentences.AddRange(one.Sentences);
        }
    }

    private async ValueTask<JudgedCall> EvaluateAsync(
        ToolCall toolCall, string written, TextFieldCollector content, CancellationToken cancellationToken)
    {
        var tool = ToolNames.Find(call.Policy, call.Application, toolCall.Name);
        var isSent = tool?.Effect == ToolEffect.Send;
        var restored = !Restores ? 0
            : isSent ? _restorer.Sent(toolCall, tool!, content, () => conversation.Index)
            : _restorer.Call(toolCall, content);
        var request = new ToolRequest
        {
            Interaction = interaction.Id,
            Application = call.Application,
            Policy = call.Policy,
            Name = toolCall.Name,
            Tool = tool,
            Arguments = toolCall.Arguments,
            Written = written,
            Conversation = conversation.Index,
            Task = call.Task,
            NeedsTask = interaction.Tier.NeedsTask,
            IsOffered = conversation.Offered.Includes(toolCall.Name),
            Earlier = [.. _judged.Where(static one => !one.IsDenied).Select(static one => one.Tool).OfType<string>()],
            IsReplay = call.Execution?.Approved is not null,
        };
        var verdict = await EvaluateAsync(request, cancellationToken);
        if (verdict is Verdict.Hold && call.Execution?.Approved is not null)
        {
            verdict = new Verdict.Allow();
        }

        interaction.HeldTool ??= verdict is Verdict.Hold ? tool?.Id : null;
        var facts = new Dictionary<string, string> { ["tool"] = tool?.Id ?? "unknown" };
        if (verdict.Reasons.Count > 0)
        {
            facts["reasons"] = string.Join(',', verdict.Reasons);
        }

        await interaction.RecordAsync(AuditKinds.ToolCallEvaluated, verdict.Name, facts, cancellationToken);
        await RecordRestoredAsync(restored, isSent ? "tool.send" : "tool", cancellationToken);
        var sentences = request.Sentences.Select(sentence => $"{tool?.Id ?? "A tool"}: {sentence}");
        return new JudgedCall(toolCall, tool?.Id, verdict, [.. sentences], restored > 0);
    }

    private async ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await tools.EvaluateAsync(request, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new GuardFailedException("tools", failure);
        }
    }
}

/// <summary>A call with its verdict.</summary>
internal sealed record JudgedCall(ToolCall Call, string? Tool, Verdict Verdict, IReadOnlyList<string> Sentences, bool WasRestored)
{
    public bool IsDenied => Verdict is Verdict.Block;

    public RefusedCall Refused => new(Call, Tool, Verdict.Reasons, Sentences);
}
