using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Opens the conversation's session, inspects the request, and makes what goes to the model.</summary>
internal sealed class InputInspection(
    IContentGuard content, ConversationScopes scopes, ReleaseTickets tickets, ILeakReporter leaks, OutputEvaluators evaluators,
    CaseRouter router, FailurePolicy failures, TimeProvider clock)
{
    private readonly InstructionLeakIndexes _leakage = new();

    /// <summary>The refusal, once the request was inspected; null where the model is asked. A held request has its case then.</summary>
    public async ValueTask<RefusalDecision?> RefusalAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        var interaction = context.Interaction;
        return !interaction.IsObserved && interaction.Input.Verdict is Verdict.Block or Verdict.Hold
            ? await router.RefuseAsync(context, interaction.Input.Verdict, raw: null, cancellationToken)
            : null;
    }

    /// <summary>Inspects the request, and gives what goes to the model; its new tokens are durable then.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> InspectAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        var interaction = context.Interaction;
        var conversation = context.Conversation;
        context.Leakage = _leakage.For(conversation.Instructions);
        Refuse(context);
        RefuseDefinitions(context);
        var changed = false;
        var started = clock.GetTimestamp();
        try
        {
            var session = await OpenAsync(context, cancellationToken);
            context.Session = session;
            interaction.Closing = token => session.DetectedSecrets is { Count: > 0 } seen
                ? leaks.ReportAsync(seen, interaction.Id, token)
                : ValueTask.CompletedTask;
            if (context.Unreadable is null)
            {
                var plan = await PlanAsync(context, cancellationToken);
                changed = new TextFieldInspector(context.Session, plan, !interaction.IsObserved)
                    .Inspect(conversation.Content, interaction.Input);
            }

            if (context is { HeldFor: { } reason, IsApproved: false })
            {
                interaction.Input.Add(new Verdict.Hold([reason]));
            }

            if (changed && interaction.Input.Verdict is (Verdict.Allow or Verdict.Redact))
            {
                await SaveAsync(context.Session, cancellationToken);
            }
        }
        catch (GuardFailedException failure)
        {
            await failures.FailAsync(interaction, failure, cancellationToken);
            context.Session ??= new UnavailableSession();
            changed = false;
        }

        GatewayTelemetry.Inspected("input", clock.GetElapsedTime(started));
        context.Judge = await evaluators.OpenAsync(context, changed, cancellationToken);
        return ForModel(context, changed);
    }

    /// <summary>
    /// Adds what blocks a request whatever its texts hold: content that cannot be read, and tools of the platform that it may not use.
    /// </summary>
    private static void Refuse(InteractionContext context)
    {
        if (context.Unreadable is { } unreadable)
        {
            context.Interaction.Input.Add(new Verdict.Block([unreadable.Code]));
        }

        foreach (var tool in context.Conversation.Content.PlatformTools)
        {
            if (ToolNames.Find(context.Call.Application.Tools, tool) is null)
            {
                context.Interaction.Input.Add(new Verdict.Block(["tool.not-allowed"]));
            }
        }
    }

    /// <summary>A definition that is not the pinned one, and a name that reads as another tool's, do not reach the model.</summary>
    private static void RefuseDefinitions(InteractionContext context)
    {
        var (policy, application) = (context.Call.Policy, context.Call.Application);
        if (context.Call.Execution is not null)
        {
            // The place that runs the tool has judged its definition: the request names it and no more.
            return;
        }

        foreach (var definition in OfferedTools.Of(context.Call.Root, isComplete: false).Definitions)
        {
            if (ToolNames.Find(policy, application, definition.Name) is not { } tool)
            {
                if (ToolNames.FindLookAlike(application.Tools, definition.Name) is { } known)
                {
                    context.Interaction.Input.Add(new Verdict.Block(["tool.look-alike"]));
                    context.Interaction.Sentences.Add($"A tool that is offered has a name that looks like {known}, and is not.");
                }
            }
            else if (tool.Definition is { } pinned && definition.Hash is var hash && hash != pinned)
            {
                context.Interaction.Input.Add(new Verdict.Block(["tool.definition"]));
                context.Interaction.Sentences.Add($"{tool.Id} is not offered as it is pinned: the SHA-256 of its definition is {hash}.");
            }
        }
    }

    /// <summary>The tier's plan; where a reviewer approved this very request, what they approved passes as it is, once.</summary>
    private async ValueTask<RedactionPlan> PlanAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        var (interaction, plan) = (context.Interaction, RedactionPlan.For(context.Interaction.Tier.Input));
        if (interaction.IsObserved
            || context.Call.Case is null
            || await FindTicketAsync(context.Call, cancellationToken) is not { } ticket)
        {
            return plan;
        }

        var now = new FindingCounts();
        new TextFieldInspector(context.Session, plan, false).Inspect(context.Conversation.Content, now);
        if (context.HeldFor is { } reason)
        {
            now.Add(new Verdict.Hold([reason]));
        }

        if (now.Verdict is not Verdict.Hold held
            || held.Reasons.Except(ticket.Reasons, StringComparer.Ordinal).Any()
            || !await UseTicketAsync(ticket, interaction, cancellationToken))
        {
            return plan;
        }

        context.IsApproved = true;
        interaction.SetAttribute("case", ticket.Case);
        return plan.WithoutHolds();
    }

    private async ValueTask<ReleaseTicket?> FindTicketAsync(InboundCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await tickets.FindAsync(call, cancellationToken);
        }
        catch (StoreUnavailableException failure)
        {
            throw new GuardFailedException("review", failure);
        }
    }

    private async ValueTask<bool> UseTicketAsync(ReleaseTicket ticket, Interaction interaction, CancellationToken cancellationToken)
    {
        try
        {
            return await tickets.UseAsync(ticket, interaction.Id, cancellationToken);
        }
        catch (StoreUnavailableException failure)
        {
            throw new GuardFailedException("review", failure);
        }
    }

    private static ReadOnlyMemory<byte> ForModel(InteractionContext context, bool changed)
    {
        var root = context.Call.Root;
        var renamed = !string.Equals(context.Model.Deployment, context.Conversation.Model, StringComparison.Ordinal);
        if (context.Call.ExternalResponse is not null || (!changed && !renamed))
        {
            return context.Call.Body;
        }

        if (!changed)
        {
            // A guard may have failed half way through the tree: start again from what was sent.
            root = ModelReader.Parse(context.Call.Body.Span);
        }

        root["model"] = context.Model.Deployment;
        var body = JsonTextEdit.Apply(context.Call.Body, root);
        context.Interaction.Measure("forwarded", body);
        return body;
    }

    private async ValueTask<IContentSession> OpenAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        try
        {
            var limit = context.Interaction.Tier.MaxInspected ?? TierPolicy.DefaultMaxInspected;
            if (!context.Call.Application.Restore && !NeedsTokens(context.Interaction.Tier))
            {
                return new BoundedSession(content.OpenWithoutVault(context.Call.Application.Id), limit);
            }

            var scope = await scopes.FindAsync(context.Call, context.Conversation, context.Earlier, cancellationToken);
            context.Scope = scope;
            var onlyTokens = RedactionPlan.For(context.Interaction.Tier.Input).MakesOnlyTokens
                && RedactionPlan.For(context.Interaction.Tier.Output).MakesOnlyTokens;
            return new BoundedSession(await content.OpenAsync(scope, onlyTokens, cancellationToken), limit);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new GuardFailedException("vault", failure);
        }
    }

    /// <summary>Tokens, hashes and surrogates are the same in a whole conversation: their keys live in the vault.</summary>
    private static bool NeedsTokens(TierPolicy tier) => RedactionPlan.For(tier.Input).NeedsKeys || RedactionPlan.For(tier.Output).NeedsKeys;

    private static async ValueTask SaveAsync(IContentSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.SaveAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new GuardFailedException("vault", failure);
        }
    }
}
