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
    Interaction interaction, InboundCall call, IContentSession session, InstructionLeakIndex leakage, TextFieldCollector conversation,
    ToolCallEvaluator tools, RedactionPlan plan)
{
    private readonly bool _apply = !interaction.IsObserved;
    private readonly ResponseRestorer _restorer = new(session, call.Policy);

    private bool Restores => _apply && call.Application.Restore;

    /// <summary>Judges, and unless the tier only observes, redacts in place. True when the tree changed.</summary>
    public async ValueTask<bool> EvaluateAsync(Answer answer, CancellationToken cancellationToken)
    {
        interaction.Outcome.Read(answer);
        var changed = Inspect(answer);
        foreach (var toolCall in answer.Content.ToolCalls)
        {
            changed |= await EvaluateAsync(toolCall, answer.Content, cancellationToken);
        }

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

    private async ValueTask<bool> EvaluateAsync(ToolCall toolCall, TextFieldCollector content, CancellationToken cancellationToken)
    {
        var id = ToolNames.Find(call.Policy.Tools.Keys, toolCall.Name);
        var tool = id is null ? null : call.Policy.Tools[id];
        var written = toolCall.Arguments;
        var restored = Restores ? _restorer.Call(toolCall, content) : 0;
        var verdict = await EvaluateAsync(new ToolRequest
        {
            Interaction = interaction.Id,
            Application = call.Application,
            Policy = call.Policy,
            Name = toolCall.Name,
            Tool = tool,
            Arguments = toolCall.Arguments,
            Written = written,
            TrustedTexts = Texts(TextFieldSource.User, TextFieldSource.Instructions),
            UntrustedTexts = Texts(TextFieldSource.ToolResult),
        }, cancellationToken);
        interaction.Output.Add(verdict);
        interaction.HeldTool ??= verdict is Verdict.Hold ? id : null;
        var facts = new Dictionary<string, string> { ["tool"] = id ?? "unknown" };
        if (verdict.Reasons.Count > 0)
        {
            facts["reasons"] = string.Join(',', verdict.Reasons);
        }

        await interaction.RecordAsync(AuditKinds.ToolCallEvaluated, verdict.Name, facts, cancellationToken);
        await RecordRestoredAsync(restored, "tool", cancellationToken);
        return restored > 0;
    }

    private string[] Texts(params ReadOnlySpan<TextFieldSource> sources)
    {
        var texts = new List<string>();
        foreach (var field in conversation.Fields)
        {
            if (sources.Contains(field.Source))
            {
                texts.Add(field.Text);
            }
        }

        return [.. texts];
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
