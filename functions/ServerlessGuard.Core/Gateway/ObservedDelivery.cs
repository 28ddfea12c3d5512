using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Passes a stream byte by byte and judges a copy; only the terminal event waits, for the closing entry.</summary>
internal sealed class ObservedDelivery(OutputInspection inspection, IOptions<GatewayOptions> options, TimeProvider clock)
{
    public async Task DeliverAsync(Exchange exchange, ModelResponse model, CancellationToken cancellationToken)
    {
        await GuardResponseWriter.StartStreamAsync(exchange, cancellationToken);
        var reader = new SseReader(model.Body, options.Value.ResponseLimits, clock);
        IResponseAssembler? assembler = exchange.Protocol.Assemble();
        var kept = exchange.Interaction.Collect("answer");
        var isClosed = false;
        while (await reader.ReadAsync(cancellationToken) is { } frame)
        {
            kept.Add(frame.Raw.Span);
            assembler = Observe(exchange.Interaction, assembler, frame);
            if (!isClosed && (frame.IsDone || (assembler?.IsComplete ?? false)))
            {
                isClosed = true;
                exchange.Interaction.Measure("answer", kept.Bytes);
                await CloseAsync(exchange, assembler, cancellationToken);
            }

            await exchange.Sink.WriteAsync(frame.Raw, cancellationToken);
        }

        if (!isClosed)
        {
            exchange.Interaction.Measure("answer", kept.Bytes);
            await CloseAsync(exchange, assembler, cancellationToken);
        }
    }

    /// <summary>The assembler, or null once the stream holds what it cannot follow: that is recorded, and still passes.</summary>
    private static IResponseAssembler? Observe(Interaction interaction, IResponseAssembler? assembler, SseFrame frame)
    {
        if (assembler is null || frame.IsDone || frame.Data is not { } data)
        {
            return assembler;
        }

        try
        {
            StreamEvents.Add(assembler, StreamEvents.Parse(data.Span));
            return assembler;
        }
        catch (ContentRefusedException unknown)
        {
            interaction.Output.Add(new Verdict.Block([unknown.Code]));
        }
        catch (ModelFailedException failure)
        {
            interaction.SetAttribute("error", failure.Fault.Code);
        }

        return null;
    }

    private async ValueTask CloseAsync(Exchange exchange, IResponseAssembler? assembler, CancellationToken cancellationToken)
    {
        var whole = assembler?.Build();
        if (whole is not null)
        {
            exchange.Interaction.Usage(whole);
            try
            {
                await inspection.InspectAsync(exchange, whole, cancellationToken);
            }
            catch (ModelFailedException malformed)
            {
                exchange.Interaction.SetAttribute("error", malformed.Fault.Code);
            }
        }

        await exchange.Interaction.CloseAsync(
            exchange.Interaction.Verdict, whole is null ? "interrupted" : exchange.Protocol.Finish(whole));
    }
}
