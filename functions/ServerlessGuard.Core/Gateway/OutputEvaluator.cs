using System.Globalization;
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

    private bool Restores => _apply && call.Application.Restore;

    /// <summary>Judges, and unless the tier only observes, redacts in place. True when the tree changed.</summary>
    public async ValueTask<bool> EvaluateAsync(Answer answer, CancellationToken cancellationToken)
    {
        interaction.Outcome.Read(answer);
        interaction.Unscanned("output", answer.Content.Unscanned);
        string[] written = [.. answer.Content.ToolCalls.Select(static toolCall => toolCall.Arguments)];
        var changed = Inspect(answer);
        changed |= await EvaluateCallsAsync(answer, written, cancellationToken);

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
                interaction.Output.Count("instructions", watch.Reason!, plan.Leakage);
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
    /// Judges every call. Where some may be made and others are refused, the refused ones alone leave the answer, and a text says so in
    /// their place. True when the tree changed.
    /// </summary>
    private async ValueTask<bool> EvaluateCallsAsync(Answer answer, string[] written, CancellationToken cancellationToken)
    {
        var (judged, changed) = (new List<JudgedCall>(), false);
        foreach (var (index, toolCall) in answer.Content.ToolCalls.Index())
        {
            var one = await EvaluateAsync(toolCall, written[index], judged, answer.Content, cancellationToken);
            judged.Add(one);
            changed |= one.WasRestored;
        }

        var refused = judged.Where(static one => one.Verdict is Verdict.Block).ToList();
        if (_apply && refused.Count > 0 && refused.Count < judged.Count)
        {
            foreach (var one in judged)
            {
                interaction.Output.Add(one.Verdict is Verdict.Block ? new Verdict.Redact(one.Verdict.Reasons) : one.Verdict);
            }

            RefusedCalls.Remove(answer, [.. refused.Select(static one => one.Refused)]);
            return true;
        }

        foreach (var one in judged)
        {
            interaction.Output.Add(one.Verdict);
            interaction.Sentences.AddRange(one.Sentences);
        }

        return changed;
    }

    private async ValueTask<JudgedCall> EvaluateAsync(
        ToolCall toolCall, string written, IReadOnlyList<JudgedCall> before, TextFieldCollector content,
        CancellationToken cancellationToken)
    {
        var tool = ToolNames.Find(call.Policy, call.Application, toolCall.Name);
        var restored = Restores ? _restorer.Call(toolCall, content) : 0;
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
            IsOffered = conversation.Offered.Includes(toolCall.Name),
            Earlier = [.. before.Where(static one => one.Verdict is not Verdict.Block).Select(static one => one.Tool).OfType<string>()],
        };
        var verdict = await EvaluateAsync(request, cancellationToken);
        interaction.HeldTool ??= verdict is Verdict.Hold ? tool?.Id : null;
        var facts = new Dictionary<string, string> { ["tool"] = tool?.Id ?? "unknown" };
        if (verdict.Reasons.Count > 0)
        {
            facts["reasons"] = string.Join(',', verdict.Reasons);
        }

        await interaction.RecordAsync(AuditKinds.ToolCallEvaluated, verdict.Name, facts, cancellationToken);
        await RecordRestoredAsync(restored, "tool", cancellationToken);
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
    public RefusedCall Refused => new(Call, Tool, Verdict.Reasons, Sentences);
}
