using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Takes one interaction through its stages in order, and answers whatever goes wrong in one of them.</summary>
internal sealed class InteractionGuard(
    InteractionOpener opener, ModelRouting routing, InputInspection input, ModelInvocation invocation, GuardResponseWriter writer,
    ErrorWriter errors, ILogger<InteractionGuard> logger) : IInteractionGuard
{
    public async Task HandleAsync(InboundCall call, IResponseSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(sink);
        var (exchange, fault) = await opener.OpenAsync(call, sink, cancellationToken);
        if (exchange is null)
        {
            await ErrorWriter.WriteAsync(sink, null, fault!, cancellationToken);
            return;
        }

        using var activity = GatewayTelemetry.Start(exchange.Interaction, Protocol.Operation, exchange.Conversation.Model);
        exchange.Interaction.Activity = activity;
        await RunAsync(exchange, cancellationToken);
    }

    public async ValueTask<bool> MayRepeatAsync(InboundCall call, IResponseSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var fault = await routing.FaultOfRepeatAsync(call, cancellationToken);
        if (fault is not null)
        {
            await ErrorWriter.WriteAsync(sink, null, fault, cancellationToken);
        }

        return fault is null;
    }

    /// <summary>Closes the interaction in every case: a client can also leave while the answer to a failure is written.</summary>
    private async Task RunAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        try
        {
            await ServeAsync(exchange, cancellationToken);
        }
        finally
        {
            if (exchange.Interaction.IsOpen)
            {
                await exchange.Interaction.CloseAsync(exchange.Interaction.Verdict, "interrupted");
            }
        }
    }

    private async Task ServeAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var interaction = exchange.Interaction;
        try
        {
            await StagesAsync(exchange, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Timeouts have exceptions of their own: only the client cancels, and the server may notice after the sink did.
            GatewayLog.ClientLeft(logger, interaction.Id);
            await interaction.CloseAsync(interaction.Verdict, "interrupted");
            if (!cancellationToken.IsCancellationRequested)
            {
                // Something else gave up, and the client may still be there: silence would reach it as an empty success.
                await ErrorWriter.WriteAsync(exchange.Sink, interaction, GatewayFault.GuardClosed, CancellationToken.None);
            }
        }
        catch (ContentRefusedException unknown)
        {
            interaction.Output.Add(new Verdict.Block([unknown.Code]));
            await writer.RefuseAsync(exchange, new RefusalDecision(interaction.Verdict, null), cancellationToken);
        }
        catch (ModelFailedException failure)
        {
            GatewayLog.ModelFailed(logger, interaction.Id, failure.Fault.Code);
            await errors.EndAsync(exchange, failure.Fault, cancellationToken);
        }
        catch (GuardFailedException)
        {
            await errors.EndAsync(exchange, GatewayFault.GuardClosed, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Only the audit log's failures come this far as such: other stores' are guard failures.
            GatewayLog.AuditFailed(logger, interaction.Id);
            await ErrorWriter.WriteAsync(exchange.Sink, interaction, GatewayFault.AuditClosed, cancellationToken);
        }
        catch (Exception)
        {
            // The host's edge answers; the record must not wait for the next start to say that this one failed.
            interaction.SetAttribute("error", GatewayFault.GuardClosed.Code);
            await interaction.CloseAsync(interaction.Verdict, exchange.Sink.IsStarted ? "interrupted" : "error");
            throw;
        }
    }

    private async Task StagesAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        await exchange.Interaction.OpenAsync(exchange.Conversation.Model, exchange.Conversation.Stream, cancellationToken);
        exchange.Interaction.Content.Prepare(cancellationToken);
        await routing.RouteAsync(exchange, cancellationToken);
        var inspected = await input.InspectAsync(exchange, cancellationToken);
        if (inspected.Refusal is { } refusal)
        {
            await writer.RefuseAsync(exchange, refusal, cancellationToken);
            return;
        }

        await invocation.RunAsync(exchange, inspected.Body, cancellationToken);
    }
}
