using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Routes content to human review: holds risky content, opens its cases, and samples released interactions.
/// Thread-safe.
/// </summary>
internal sealed class CaseRouter(
    ICaseOpener cases, CaseContentBuilder writing, Novelty novelty, Sampling sampling, IAlertSink alerts, IEntropy entropy,
    TimeProvider clock, ILogger<CaseRouter> logger)
{
    /// <summary>The reason of what is blocked because its case could not be opened.</summary>
    public const string UnavailableReason = "review.unavailable";

    /// <summary>Measures the risk of a judged answer, and holds it where that is above the tier's limit.</summary>
    public async ValueTask RouteAsync(InteractionContext context, Answer answer, CancellationToken cancellationToken)
    {
        var interaction = context.Interaction;
        if (interaction.Output.Verdict is Verdict.Block)
        {
            return;
        }

        var policy = context.Call.Policy;
        var tools = answer.Content.ToolCalls.Select(call => ToolNames.Find(policy.Tools.Keys, call.Name))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var traits = tools.Select(static tool => "tool~" + tool)
            .Concat(interaction.Output.Kinds.Keys.Select(static kind => "found~" + kind))
            .Concat(interaction.Input.Kinds.Keys.Select(static kind => "asked~" + kind))
            .Append("model~" + context.Conversation.Model);
        var isNovel = await novelty.IsNovelAsync(interaction.Application.Id, traits, cancellationToken);
        interaction.Risk = Risk.Of(
            interaction.Input.Categories, interaction.Output.Categories,
            tools.Select(tool => interaction.Application.RulesOf(policy, tool)!.Effect), isNovel);
        interaction.SetAttribute("risk", interaction.Risk.ToString("0.00", CultureInfo.InvariantCulture));
        if (interaction.Risk > interaction.Tier.Review.HoldAbove && context.Call.Execution?.Approved is null)
        {
            interaction.Output.Add(new Verdict.Hold([Risk.HoldReason]));
        }
    }

    /// <summary>
    /// The handling of a verdict that releases nothing. Held content gets its case first, durably; if that fails, it is blocked.
    /// </summary>
    /// <param name="context">After the input was inspected.</param>
    /// <param name="verdict">Block or Hold.</param>
    /// <param name="raw">The model's answer as it came; null for a refused input.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public async ValueTask<RefusalDecision> RefuseAsync(
        InteractionContext context, Verdict verdict, JsonObject? raw, CancellationToken cancellationToken)
    {
        if (verdict is not Verdict.Hold)
        {
            return new RefusalDecision(verdict, null);
        }

        if (await HoldAsync(context, verdict, raw, cancellationToken) is not ({ } id, var confirm))
        {
            return new RefusalDecision(new Verdict.Block([UnavailableReason, .. verdict.Reasons]), null);
        }

        context.Interaction.SetAttribute("case", id);
        return new RefusalDecision(verdict, id) { Confirm = confirm };
    }

    /// <summary>Opens the case of a held interaction, durably; null when that failed.</summary>
    private async ValueTask<(string? Id, JsonObject? Confirm)> HoldAsync(
        InteractionContext context, Verdict verdict, JsonObject? raw, CancellationToken cancellationToken)
    {
        var interaction = context.Interaction;
        try
        {
            var isCall = raw is not null && verdict.Reasons.All(static reason => reason.StartsWith("tool.", StringComparison.Ordinal));
            var value = await NewAsync(context, raw, cancellationToken) with
            {
                Kind = raw is null ? CaseKind.Input : isCall ? CaseKind.ToolCall : CaseKind.Output,
                Subject = isCall && interaction.HeldTool is { } tool ? tool : context.Conversation.Model,
                Reasons = verdict.Reasons,
                Risk = Math.Max(interaction.Risk, 0.5),
                Request = raw is null ? context.Call.Body : default,
            };
            var confirm = raw is null ? null : await writing.ConfirmationAsync(context, value, cancellationToken);
            await cases.OpenAsync(value, cancellationToken);
            return (value.Id, confirm);
        }
#pragma warning disable CA1031 // If anything fails here, the answer is refused without a case instead of being held.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            ReviewLog.NotOpened(logger, interaction.Id, failure.GetType().Name);
            await alerts.RaiseAsync(
                new Alert
                {
                    Code = "case.not-opened",
                    Severity = AlertSeverity.Critical,
                    Message =
                        $"Interaction {interaction.Id} of {interaction.Application.Id} was to be held and its case could not be opened, so it was blocked.",
                    Time = clock.GetUtcNow(),
                    DedupeKey = interaction.Application.Id,
                },
                cancellationToken);
            return (null, null);
        }
    }

    /// <summary>Whether this interaction will be checked after release. Decided before it, so that a live stream can be kept.</summary>
    public async ValueTask<bool> IsSampledAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        try
        {
            return !interaction.IsObserved && await sampling.IsSampledAsync(interaction.Id, interaction.Tier, cancellationToken);
        }
        catch (StoreUnavailableException failure)
        {
            ReviewLog.NotSampled(logger, interaction.Id, failure.GetType().Name);
            ReviewTelemetry.SampleShed();
            return false;
        }
    }

    /// <summary>Opens the case of a released answer. Never throws: nothing waits for it.</summary>
    public async ValueTask SampleAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        var interaction = context.Interaction;
        if (!context.IsSampled
            || interaction.IsUnscanned
            || interaction.Verdict is Verdict.Block or Verdict.Hold
            || context.Raw?.Invoke() is not { } raw)
        {
            return;
        }

        try
        {
            await cases.OpenAsync(
                await NewAsync(context, raw, cancellationToken) with
                {
                    Kind = CaseKind.Output,
                    Subject = context.Conversation.Model,
                    IsSample = true,
                    Reasons = ["review.sample", .. interaction.Verdict.Reasons],
                    Risk = interaction.Risk,
                },
                cancellationToken);
        }
#pragma warning disable CA1031 // The answer is out; a sample that cannot be kept is counted, no more.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            ReviewLog.NotSampled(logger, interaction.Id, failure.GetType().Name);
            ReviewTelemetry.SampleShed();
        }
    }

    private async ValueTask<NewCase> NewAsync(InteractionContext context, JsonObject? raw, CancellationToken cancellationToken)
    {
        var content = await writing.OfAsync(context, raw, cancellationToken);
        return new NewCase
        {
            Id = entropy.NewId(),
            IsFresh = true,
            Kind = CaseKind.Output,
            Subject = context.Conversation.Model,
            Application = context.Interaction.Application.Id,
            Tier = context.Interaction.Tier.Id,
            Caller = context.Call.Principal,
            Interaction = context.Interaction.Id,
            PolicyRevision = context.Call.Policy.RevisionId,
            Content = content.ToBytes(),
        };
    }
}

/// <summary>A verdict that releases nothing.</summary>
/// <param name="Verdict">Block or Hold.</param>
/// <param name="Case">The case in which people decide; null unless it is held.</param>
internal sealed record RefusalDecision(Verdict Verdict, string? Case)
{
    /// <summary>The offer to have the user confirm the call; null where the user's word does not decide.</summary>
    public JsonObject? Confirm { get; init; }
}
