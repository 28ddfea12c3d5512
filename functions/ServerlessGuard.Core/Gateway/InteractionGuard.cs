using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Takes one interaction through its steps in order, and answers whatever goes wrong in one of them.</summary>
internal sealed class InteractionGuard(
    InteractionOpener opener, ResponseChains chains, ModelRouting routing, InputInspection input, ModelInvocation invocation,
    GuardResponseWriter writer, ErrorWriter errors, ILogger<InteractionGuard> logger) : IInteractionGuard
{
    public async Task HandleAsync(InboundCall call, IResponseSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(sink);
        var (context, fault) = await opener.OpenAsync(call, sink, cancellationToken);
        if (context is null)
        {
            await ErrorWriter.WriteAsync(sink, Protocol.Of(call.Protocol), null, fault!, cancellationToken);
            return;
        }

        using var activity = GatewayTelemetry.Start(context.Interaction, context.Protocol.Operation, context.Conversation.Model);
        context.Interaction.Activity = activity;
        await RunAsync(context, cancellationToken);
    }

    public async ValueTask<bool> MayRepeatAsync(InboundCall call, IResponseSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var fault = await routing.FaultOfRepeatAsync(call, cancellationToken);
        if (fault is not null)
        {
            await ErrorWriter.WriteAsync(sink, Protocol.Of(call.Protocol), null, fault, cancellationToken);
        }

        return fault is null;
    }

    /// <summary>Closes the interaction in every case: a client can also leave while the answer to a failure is written.</summary>
    private async Task RunAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await ServeAsync(context, cancellationToken);
        }
        finally
        {
            if (context.Interaction.IsOpen)
            {
                await context.Interaction.CloseAsync(context.Interaction.Verdict, "interrupted");
            }
        }
    }

    private async Task ServeAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        var interaction = context.Interaction;
        try
        {
            await StagesAsync(context, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Timeouts have exceptions of their own: only the client cancels, and the server may notice after the sink did.
            GatewayLog.ClientLeft(logger, interaction.Id);
            await interaction.CloseAsync(interaction.Verdict, "interrupted");
            if (!cancellationToken.IsCancellationRequested)
            {
                // Something else gave up, and the client may still be there: silence would reach it as an empty success.
                await ErrorWriter.WriteAsync(
                    context.Sink, context.Protocol, interaction, GatewayFault.GuardClosed, CancellationToken.None);
            }
        }
        catch (ContentRefusedException unknown)
        {
            interaction.Output.Add(new Verdict.Block([unknown.Code]));
            await writer.RefuseAsync(context, new RefusalDecision(interaction.Verdict, null), cancellationToken);
        }
        catch (ModelFailedException failure)
        {
            GatewayLog.ModelFailed(logger, interaction.Id, failure.Fault.Code);
            await errors.EndAsync(context, failure.Fault, cancellationToken);
        }
        catch (GuardFailedException)
        {
            await errors.EndAsync(context, GatewayFault.GuardClosed, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Only the audit log's failures come this far as such: other stores' are guard failures.
            GatewayLog.AuditFailed(logger, interaction.Id);
            await errors.EndAsync(context, GatewayFault.AuditClosed, cancellationToken);
        }
        catch (Exception)
        {
            // The host's edge answers; the record must not wait for the next start to say that this one failed.
            interaction.SetAttribute("error", GatewayFault.GuardClosed.Code);
            await interaction.CloseAsync(interaction.Verdict, context.Sink.IsStarted ? "interrupted" : "error");
            throw;
        }
    }

    private async Task StagesAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        // Inspecting takes no longer than the disk: while the opening entry becomes durable, so do the tokens of the request. Nothing
        // leaves before all of it is, and where the entry fails nothing that went wrong meanwhile is answered instead.
        var opened = context.Interaction.OpenAsync(context.Conversation.Model, context.Conversation.Stream, cancellationToken).AsTask();
        ReadOnlyMemory<byte> body;
        try
        {
            context.Interaction.Content.Prepare(cancellationToken);
            if (await chains.FindAsync(context, cancellationToken) is { } fault)
            {
                await opened;
                await errors.EndAsync(context, fault, cancellationToken);
                return;
            }

            await routing.RouteAsync(context, cancellationToken);
            if (context.Call.Case is not null)
            {
                // An approval is used once: not before there is an interaction that uses it.
                await opened;
            }

            body = await input.InspectAsync(context, cancellationToken);
        }
        finally
        {
            await opened;
        }

        if (await input.RefusalAsync(context, cancellationToken) is { } refusal)
        {
            await writer.RefuseAsync(context, refusal, cancellationToken);
            return;
        }

        await invocation.RunAsync(context, body, cancellationToken);
    }
}
