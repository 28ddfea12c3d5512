using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Passes deltas as they are found clean. Content that cannot be judged piece by piece ends the stream with <c>content_filter</c>.
/// </summary>
internal sealed class LiveDelivery(IOptions<GatewayOptions> options, TimeProvider clock)
{
    public async Task DeliverAsync(InteractionContext context, ModelResponse model, CancellationToken cancellationToken)
    {
        await GuardResponseWriter.StartStreamAsync(context, cancellationToken);
        var reader = new SseReader(model.Body, options.Value.ResponseLimits, clock);
        var sample = context.IsSampled ? context.Protocol.Assemble() : null;
        context.Raw = () => sample?.Build();
        LiveStream live = context.Protocol == Protocol.Chat ? new LiveChat(context)
            : context.Protocol == Protocol.Messages ? new LiveMessages(context)
            : new LiveResponse(context);
        var kept = context.Interaction.Collect("answer");
        try
        {
            while (!live.IsOver)
            {
                // Some servers end the stream without its mark: an answer that had its end is whole.
                var frame = await reader.ReadAsync(cancellationToken);
                sample = frame is { } one ? Keep(sample, one) : sample;
                var told = frame is null or { IsDone: true } ? live.Done()
                    : frame.Value.Data is { } data ? await NextAsync(context.Interaction, live, data, cancellationToken)
                    : [];
                if (live.IsOver)
                {
                    context.Interaction.Measure("answer", kept.Bytes);
                    await live.RecordAsync(cancellationToken);
                    await context.Interaction.CloseAsync(context.Interaction.Verdict, live.Finish);
                }

                foreach (var sent in told)
                {
                    var written = sent.ToBytes();
                    kept.Add(written);
                    await context.Sink.WriteAsync(written, cancellationToken);
                }
            }
        }
        catch (ContentRefusedException unknown)
        {
            live.Cut(unknown.Code);
            context.Interaction.Measure("answer", kept.Bytes);
            await live.RecordAsync(cancellationToken);
            await CutAsync(context, live, cancellationToken);
            return;
        }
    }

    /// <summary>Puts the sampled stream together; null once it holds what cannot be.</summary>
    private static IResponseAssembler? Keep(IResponseAssembler? kept, SseFrame frame)
    {
        if (kept is null || frame.IsDone || frame.Data is not { } data)
        {
            return kept;
        }

        try
        {
            StreamEvents.Add(kept, StreamEvents.Parse(data.Span));
            return kept;
        }
        catch (Exception unknown) when (unknown is ContentRefusedException or ModelFailedException)
        {
            return null;
        }
    }

    private static async ValueTask<IReadOnlyList<SseEvent>> NextAsync(
        Interaction interaction, LiveStream live, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            var root = StreamEvents.Parse(data.Span);
            interaction.Usage(root["response"] as JsonObject ?? root["message"] as JsonObject ?? root);
            return await live.NextAsync(root, cancellationToken);
        }
        catch (InvalidOperationException malformed)
        {
            throw new ModelFailedException(GatewayFault.Malformed, malformed);
        }
    }

    private static async ValueTask CutAsync(InteractionContext context, LiveStream live, CancellationToken cancellationToken)
    {
        await context.Interaction.CloseAsync(context.Interaction.Verdict, "content_filter");
        foreach (var told in live.Refuse())
        {
            await context.Sink.WriteAsync(told.ToBytes(), cancellationToken);
        }
    }
}
