using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Inspects content again: an edit before it may be approved, and what was approved when the policy has changed since.
/// Refuses whatever the tier would now treat more strictly than what the reviewer saw and accepted.
/// </summary>
public sealed class CaseInspection(
    CaseFindings findings, IContentGuard guard, CaseTokens tokens, ToolCallEvaluator tools, IPolicySource policies)
{
    private const int MostEdits = 500;
    private const int LongestText = 1_000_000;
    private const int LongestReason = 500;
    private static readonly RedactionPlan ReasonPlan = new() { Personal = GuardAction.Mask, Secret = GuardAction.Mask };

    /// <summary>A reviewer's reason as it is kept: short, and without what it may quote.</summary>
    public string? Redact(string? reason)
    {
        var trimmed = reason?.Trim();
        return string.IsNullOrEmpty(trimmed)
            ? null
            : guard.OpenWithoutVault().Inspect(trimmed.Length > LongestReason ? trimmed[..LongestReason] : trimmed, null, ReasonPlan).Text;
    }

    public async ValueTask<(CaseContent? Edited, CaseResult.Refused? Problem)> EditAsync(
        CaseRecord value, CaseContent content, IReadOnlyList<CaseEdit> edits, CancellationToken cancellationToken)
    {
        if (edits.Count is 0 or > MostEdits || edits.Any(static edit => edit.Text.Length > LongestText))
        {
            return (null, new("invalid_edit", $"An edit must change 1 to {MostEdits} texts of at most {LongestText} characters."));
        }

        if (content.Answer is null)
        {
            return (null, new("not_editable", "You can edit only a held answer."));
        }

        var tree = (JsonObject)content.Answer.DeepClone();
        var places = ReviewableFields.Of(content.Protocol, tree).ToDictionary(static place => place.Path, StringComparer.Ordinal);
        foreach (var edit in edits)
        {
            if (!places.TryGetValue(edit.Path, out var place))
            {
                return (null, new("unknown_path", "The case has no text with that path."));
            }

            if (EmbeddedJson.TryParse(place.Read()) is not null && EmbeddedJson.TryParse(edit.Text) is null)
            {
                return (null, new(
                    "invalid_edit", "The text is a JSON document; the edit must be one, in which no object has the same name twice."));
            }

            place.Replace(edit.Text);
        }

        var edited = content with { Answer = tree, Texts = Texts(content.Protocol, tree) };
        IReadOnlyList<string> reasons;
        try
        {
            reasons = await StricterAsync(value, content, edited, cancellationToken);
        }
        catch (ContentRefusedException refused)
        {
            reasons = [refused.Code];
        }

        return reasons.Count == 0 ? (edited, null) : (null, new CaseResult.Refused(
            "edit_refused", "The guard inspected the edited answer again and would not release it.", reasons));
    }

    /// <summary>
    /// Rule ids and codes for which the policy in force is stricter about approved content than the one it was held under.
    /// </summary>
    public ValueTask<IReadOnlyList<string>> StricterAsync(CaseRecord value, CaseContent content, CancellationToken cancellationToken) =>
        StricterAsync(value, content, content, cancellationToken);

    public IReadOnlyList<CaseText> Texts(string protocol, JsonObject answer) =>
        [.. ReviewableFields.Of(protocol, answer).Select(place => Text(place.Path, place.Role, place.Read()))];

    public CaseText Text(string path, string role, string text) =>
        new(path, role, text, findings.In(text, new RedactionPlan { Detection = policies.Current.Detection }));

    private async ValueTask<IReadOnlyList<string>> StricterAsync(
        CaseRecord value, CaseContent accepted, CaseContent now, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        if (value.Application is null || !policy.Applications.TryGetValue(value.Application, out var application))
        {
            return ["application.gone"];
        }

        if (now.Answer is null)
        {
            return [];
        }

        var reasons = new SortedSet<string>(StringComparer.Ordinal);
        var plan = RedactionPlan.For(policy.TierOf(application).Output);
        Compare(accepted, now, plan, reasons);
        if (plan.Leakage != GuardAction.Allow && Leaks(now) && !Leaks(accepted))
        {
            reasons.Add("instructions");
        }

        await JudgeCallsAsync(value, accepted, now, application, policy, reasons, cancellationToken);
        return [.. reasons];
    }

    /// <summary>A finding passes that the reviewer saw, under an action that was as strict; any other must be allowed.</summary>
    private void Compare(CaseContent accepted, CaseContent now, RedactionPlan plan, SortedSet<string> reasons)
    {
        var before = RedactionPlan.For(accepted.Actions ?? new OutputActions());
        var seen = findings.In(accepted.Protocol, accepted.Answer!, plan).Select(static found => (found.Rule.Id, found.Text)).ToHashSet();
        foreach (var (rule, text, action) in findings.In(now.Protocol, now.Answer!, plan))
        {
            if (action != GuardAction.Allow && !(action <= before.ActionOf(rule) && seen.Contains((rule.Id, text))))
            {
                reasons.Add(rule.Id);
            }
        }
    }

    private static HashSet<int> EditedCalls(Protocol protocol, CaseContent accepted, CaseContent now)
    {
        var before = Arguments(accepted);
        return [.. Arguments(now).Index()
            .Where(call => before.ElementAtOrDefault(call.Index) != call.Item)
            .Select(static call => call.Index)];

        List<string> Arguments(CaseContent content) =>
            [.. protocol.ReadResponse((JsonObject)content.Answer!.DeepClone(), ReviewableFields.Bounds).Content.ToolCalls
                .Select(static call => call.Arguments)];
    }

    private static bool Leaks(CaseContent content)
    {
        var index = new InstructionLeakIndex(
            [.. content.Context.Where(static text => text.Role == "instructions").Select(static text => text.Text)]);
        return !index.IsEmpty && content.Texts.Any(text =>
        {
            var watch = new InstructionLeakDetector(index);
            watch.Push(text.Text);
            return watch.Complete();
        });
    }

    private async ValueTask JudgeCallsAsync(
        CaseRecord value, CaseContent accepted, CaseContent content, ApplicationPolicy application, GuardPolicy policy,
        SortedSet<string> reasons, CancellationToken cancellationToken)
    {
        if (Protocol.Named(content.Protocol) is not { } protocol)
        {
            return;
        }

        var edited = ReferenceEquals(accepted, content) ? [] : EditedCalls(protocol, accepted, content);

        // As they would be executed: a schema may ask for what a token stands for.
        var answer = (JsonObject)content.Answer!.DeepClone();
        await tokens.RestoreAsync(value, content, answer, policy, cancellationToken);
        foreach (var (index, call) in protocol.ReadResponse(answer, ReviewableFields.Bounds).Content.ToolCalls.Index())
        {
            var verdict = await tools.EvaluateAsync(
                new ToolRequest
                {
                    Interaction = value.Interaction ?? value.Id,
                    Application = application,
                    Policy = policy,
                    Name = call.Name,
                    Tool = ToolNames.Find(policy, application, call.Name),
                    Arguments = call.Arguments,
                    IsReplay = true,
                },
                cancellationToken);

            // The person decides the findings that caused the hold; nobody has judged the others yet. Arguments that a person wrote
            // must fit the tool's schema, even where the model's did not.
            reasons.UnionWith(verdict switch
            {
                Verdict.Block block => block.Reasons,
                Verdict.Hold hold => hold.Reasons.Where(reason =>
                    !value.Reasons.Contains(reason) || (reason == ArgumentsSchemaRule.Reason && edited.Contains(index))),
                _ => [],
            });
        }
    }
}
