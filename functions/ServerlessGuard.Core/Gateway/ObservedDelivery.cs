using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Passes a stream byte by byte and judges a copy; only the terminal event waits, for the closing entry.</summary>
internal sealed class ObservedDelivery(OutputInspection inspection, IOptions<GatewayOptions> options, TimeProvider clock)
{
    public async Task DeliverAsync(InteractionContext context, ModelResponse model, CancellationToken cancellationToken)
    {
        await GuardResponseWriter.StartStreamAsync(context, cancellationToken);
        var reader = new SseReader(model.Body, options.Value.ResponseLimits, clock);
        IResponseAssembler? assembler = context.Protocol.Assemble();
        var kept = context.Interaction.Collect("answer");
        var isClosed = false;
        while (await reader.ReadAsync(cancellationToken) is { } frame)
        {
            kept.Add(frame.Raw.Span);
            assembler = Observe(context.Interaction, assembler, frame);
            if (!isClosed && (frame.IsDone || (assembler?.IsComplete ?? false)))
            {
                isClosed = true;
                context.Interaction.Measure("answer", kept.Bytes);
                await CloseAsync(context, assembler, cancellationToken);
            }

            await context.Sink.WriteAsync(frame.Raw, cancellationToken);
        }

        if (!isClosed)
        {
            context.Interaction.Measure("answer", kept.Bytes);
            await CloseAsync(context, assembler, cancellationToken);
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

    private async ValueTask CloseAsync(InteractionContext context, IResponseAssembler? assembler, CancellationToken cancellationToken)
    {
        var whole = assembler?.Build();
        if (whole is not null)
        {
            context.Interaction.Usage(whole);
            try
            {
                await inspection.InspectAsync(context, whole, cancellationToken);
            }
            catch (ModelFailedException malformed)
            {
                context.Interaction.SetAttribute("error", malformed.Fault.Code);
            }
        }

        await context.Interaction.CloseAsync(
            context.Interaction.Verdict, whole is null ? "interrupted" : context.Protocol.Finish(whole));
    }
}
