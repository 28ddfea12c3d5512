using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Writes the errors that end an interaction, or that keep one from being opened.</summary>
internal sealed class ErrorWriter(ILogger<ErrorWriter> logger)
{
    /// <summary>An error after the closing entry; in a stream that has begun, as its last event.</summary>
    public async ValueTask EndAsync(InteractionContext context, GatewayFault fault, CancellationToken cancellationToken)
    {
        var interaction = context.Interaction;
        interaction.SetAttribute("error", fault.Code);
        try
        {
            await interaction.CloseAsync(interaction.Verdict, context.Sink.IsStarted ? "interrupted" : "error");
        }
        catch (StoreUnavailableException)
        {
            GatewayLog.AuditFailed(logger, interaction.Id);
            await WriteAsync(context.Sink, context.Protocol, interaction, GatewayFault.AuditClosed, cancellationToken);
            return;
        }

        if (!context.Sink.IsStarted)
        {
            await WriteAsync(context.Sink, context.Protocol, interaction, fault, cancellationToken);
            return;
        }

        foreach (var told in context.Protocol.Failure(context.Protocol.Error(fault)))
        {
            await context.Sink.WriteAsync(told.ToBytes(), cancellationToken);
        }
    }

    /// <summary>An error as the whole answer. Breaks the connection where an answer has begun.</summary>
    /// <param name="sink">The destination of the answer.</param>
    /// <param name="protocol">The caller's, which has a shape of errors.</param>
    /// <param name="interaction">Null before one is opened.</param>
    /// <param name="fault">The error that the client gets.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async ValueTask WriteAsync(
        IResponseSink sink, Protocol protocol, Interaction? interaction, GatewayFault fault, CancellationToken cancellationToken)
    {
        if (sink.IsStarted)
        {
            sink.Abort();
            return;
        }

        List<KeyValuePair<string, string>> headers = interaction is null ? [] : GuardResponseWriter.Headers(interaction, null);
        if (fault.RetryAfter is not null)
        {
            headers.Add(new("Retry-After", fault.RetryAfter));
        }

        await sink.StartAsync(fault.Status, GuardResponseWriter.Json, headers, cancellationToken);
        await sink.WriteAsync(GatewayJson.ToBytes(protocol.Error(fault)), cancellationToken);
    }
}
