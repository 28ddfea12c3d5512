using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>The input stage: opens the conversation's session, inspects the request, and makes what goes to the model.</summary>
internal sealed class InputInspection(
    IContentGuard content, ConversationScopes scopes, ReleaseTickets tickets, ILeakReporter leaks, ToolCallEvaluator tools,
    CaseRouter router, FailurePolicy failures, TimeProvider clock)
{
    /// <summary>Inspects and transforms the request. A held request has its case when this returns.</summary>
    public async ValueTask<InputResult> InspectAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var body = await TransformAsync(exchange, cancellationToken);
        var interaction = exchange.Interaction;
        var isRefused = !interaction.IsObserved && interaction.Input.Verdict is Verdict.Block or Verdict.Hold;
        return new InputResult(
            body, isRefused ? await router.RefuseAsync(exchange, interaction.Input.Verdict, raw: null, cancellationToken) : null);
    }

    private async ValueTask<ReadOnlyMemory<byte>> TransformAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var interaction = exchange.Interaction;
        var conversation = exchange.Conversation;
        exchange.Leakage = new InstructionLeakIndex(conversation.Instructions);
        Refuse(exchange);
        var changed = false;
        var started = clock.GetTimestamp();
        try
        {
            var session = await OpenAsync(exchange, cancellationToken);
            exchange.Session = session;
            interaction.Closing = token => session.DetectedSecrets is { Count: > 0 } seen
                ? leaks.ReportAsync(seen, interaction.Id, token)
                : ValueTask.CompletedTask;
            if (exchange.Unreadable is null)
            {
                var plan = await PlanAsync(exchange, cancellationToken);
                changed = new TextFieldInspector(exchange.Session, plan, !interaction.IsObserved)
                    .Inspect(conversation.Content, interaction.Input);
            }

            if (changed && interaction.Input.Verdict is (Verdict.Allow or Verdict.Redact))
            {
                await SaveAsync(exchange.Session, cancellationToken);
            }
        }
        catch (GuardFailedException failure)
        {
            await failures.FailAsync(interaction, failure, cancellationToken);
            exchange.Session ??= new UnavailableSession();
            changed = false;
        }

        GatewayTelemetry.Inspected("input", clock.GetElapsedTime(started));
        exchange.Judge = new OutputEvaluator(
            interaction, exchange.Call, exchange.Session, exchange.Leakage, conversation.Content, tools,
            RedactionPlan.For(interaction.Tier.Output));
        return ForModel(exchange, changed);
    }

    /// <summary>
    /// Adds what blocks a request whatever its texts hold: content that cannot be read, and tools of the platform that it may not use.
    /// </summary>
    private static void Refuse(Exchange exchange)
    {
        if (exchange.Unreadable is { } unreadable)
        {
            exchange.Interaction.Input.Add(new Verdict.Block([unreadable.Code]));
        }

        foreach (var tool in exchange.Conversation.Content.PlatformTools)
        {
            if (ToolNames.Find(exchange.Call.Application.Tools, tool) is null)
            {
                exchange.Interaction.Input.Add(new Verdict.Block(["tool.not-allowed"]));
            }
        }
    }

    /// <summary>The tier's plan; where a reviewer approved this very request, what they approved passes as it is, once.</summary>
    private async ValueTask<RedactionPlan> PlanAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var (interaction, plan) = (exchange.Interaction, RedactionPlan.For(exchange.Interaction.Tier.Input));
        if (interaction.IsObserved
            || exchange.Call.Case is null
            || await FindTicketAsync(exchange.Call, cancellationToken) is not { } ticket)
        {
            return plan;
        }

        var now = new Tally();
        new TextFieldInspector(exchange.Session, plan, false).Inspect(exchange.Conversation.Content, now);
        if (now.Verdict is not Verdict.Hold held
            || held.Reasons.Except(ticket.Reasons, StringComparer.Ordinal).Any()
            || !await UseTicketAsync(ticket, interaction, cancellationToken))
        {
            return plan;
        }

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

    private static ReadOnlyMemory<byte> ForModel(Exchange exchange, bool changed)
    {
        var root = exchange.Call.Root;
        var renamed = !string.Equals(exchange.Model.Deployment, exchange.Conversation.Model, StringComparison.Ordinal);
        if (exchange.Call.ExternalResponse is not null || (!changed && !renamed))
        {
            return exchange.Call.Body;
        }

        if (!changed)
        {
            // A guard may have failed half way through the tree: start again from what was sent.
            root = ModelReader.Parse(exchange.Call.Body.Span);
        }

        root["model"] = exchange.Model.Deployment;
        var body = GatewayJson.ToBytes(root);
        exchange.Interaction.Measure("forwarded", body);
        return body;
    }

    private async ValueTask<IContentSession> OpenAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        try
        {
            if (!exchange.Call.Application.Restore && !NeedsTokens(exchange.Interaction.Tier))
            {
                return content.OpenWithoutVault();
            }

            var scope = await scopes.FindAsync(exchange.Call, exchange.Conversation, cancellationToken);
            exchange.Scope = scope;
            return await content.OpenAsync(scope, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new GuardFailedException("vault", failure);
        }
    }

    /// <summary>Tokens, hashes and surrogates are the same in a whole conversation: their keys live in the vault.</summary>
    private static bool NeedsTokens(TierPolicy tier)
    {
        var (input, output) = (RedactionPlan.For(tier.Input), RedactionPlan.For(tier.Output));
        return Enum.GetValues<Detection.FindingCategory>().Any(category => input[category].NeedsKeys() || output[category].NeedsKeys());
    }

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

/// <summary>An inspected request.</summary>
/// <param name="Body">The body for the model, JSON in UTF-8.</param>
/// <param name="Refusal">Null where the model is asked.</param>
internal sealed record InputResult(ReadOnlyMemory<byte> Body, RefusalDecision? Refusal);
