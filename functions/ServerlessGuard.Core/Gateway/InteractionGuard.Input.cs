using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>The input stage: session, inspection, tickets of approved requests, and what goes to the model.</summary>
public sealed partial class InteractionGuard
{
    /// <summary>Inspects and transforms the request; what goes to the model comes back.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> InspectInputAsync(Exchange exchange, bool isReadable, CancellationToken cancellationToken)
    {
        var interaction = exchange.Interaction;
        var conversation = exchange.Conversation;
        exchange.Leakage = new LeakageIndex(conversation.Instructions);
        foreach (var tool in conversation.Content.PlatformTools)
        {
            if (ToolNames.Find(exchange.Call.Application.Tools, tool) is null)
            {
                interaction.Input.Add(new Verdict.Block(["tool.not-allowed"]));
            }
        }

        var changed = false;
        var started = _clock.GetTimestamp();
        try
        {
            var session = await OpenAsync(exchange, cancellationToken);
            exchange.Session = session;
            interaction.Closing = token => session.SecretsSeen is { Count: > 0 } seen ? _leaks.ReportAsync(seen, interaction.Id, token) : ValueTask.CompletedTask;
            if (isReadable)
            {
                var plan = await PlanAsync(exchange, cancellationToken);
                changed = new SlotInspector(exchange.Session, plan, !interaction.IsObserved).Inspect(conversation.Content, interaction.Input);
            }

            if (changed && interaction.Input.Verdict is (Verdict.Allow or Verdict.Redact))
            {
                await SaveAsync(exchange.Session, cancellationToken);
            }
        }
        catch (GuardFailedException failure)
        {
            await _failures.FailAsync(interaction, failure, cancellationToken);
            exchange.Session ??= new UnavailableSession();
            changed = false;
        }

        GatewayTelemetry.Inspected("input", _clock.GetElapsedTime(started));
        exchange.Judge = new OutputJudge(interaction, exchange.Call, exchange.Session, exchange.Leakage, conversation.Content, _tools, RedactionPlan.For(interaction.Tier.Output));
        return ForModel(exchange, changed);
    }

    /// <summary>The tier's plan; where a reviewer approved this very request, what they approved passes as it is, once.</summary>
    private async ValueTask<RedactionPlan> PlanAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var (interaction, plan) = (exchange.Interaction, RedactionPlan.For(exchange.Interaction.Tier.Input));
        if (interaction.IsObserved || exchange.Call.Case is null || await FindTicketAsync(exchange.Call, cancellationToken) is not { } ticket)
        {
            return plan;
        }

        var now = new Tally();
        new SlotInspector(exchange.Session, plan, false).Inspect(exchange.Conversation.Content, now);
        if (now.Verdict is not Verdict.Hold held || held.Reasons.Except(ticket.Reasons, StringComparer.Ordinal).Any() || !await UseTicketAsync(ticket, interaction, cancellationToken))
        {
            return plan;
        }

        interaction.Fact("case", ticket.Case);
        return plan.WithoutHolds();
    }

    private async ValueTask<ReleaseTicket?> FindTicketAsync(InboundCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await _tickets.FindAsync(call, cancellationToken);
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
            return await _tickets.UseAsync(ticket, interaction.Id, cancellationToken);
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
        if (exchange.Call.Brought is not null || (!changed && !renamed))
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
                return _content.OpenWithoutVault();
            }

            var scope = await _scopes.FindAsync(exchange.Call, exchange.Conversation, cancellationToken);
            exchange.Scope = scope;
            return await _content.OpenAsync(scope, cancellationToken);
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
        return Enum.GetValues<Detection.FindingCategory>().Any(category => Needs(input[category]) || Needs(output[category]));

        static bool Needs(GuardAction action) => action is GuardAction.Tokenise or GuardAction.Surrogate or GuardAction.Hash;
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
