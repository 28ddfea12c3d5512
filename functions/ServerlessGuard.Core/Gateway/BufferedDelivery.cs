using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Keep-alive comments until the verdict, then the whole answer as deltas.</summary>
internal sealed class BufferedDelivery(
    GuardResponseWriter writer, OutputInspection inspection, DeniedCallRounds rounds, IOptions<GatewayOptions> options, TimeProvider clock)
{
    public async Task DeliverAsync(InteractionContext context, ModelResponse model, CancellationToken cancellationToken)
    {
        await GuardResponseWriter.StartStreamAsync(context, cancellationToken);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var working = JudgeAsync(context, model, stopping.Token);
        try
        {
            while (!working.IsCompleted)
            {
                using var tick = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var waiting = Task.Delay(options.Value.KeepAliveEvery, clock, tick.Token);
                if (await Task.WhenAny(working, waiting) == waiting)
                {
                    await waiting;
                    await context.Sink.WriteAsync(SseEvent.KeepAlive, cancellationToken);
                }

                await tick.CancelAsync();
            }
        }
        finally
        {
            if (!working.IsCompleted)
            {
                await stopping.CancelAsync();
                await working.ContinueWith(
                    static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        var (root, refusal) = await working;
        if (refusal is not null)
        {
            await writer.RefuseAsync(context, refusal, cancellationToken);
        }
        else
        {
            await GuardResponseWriter.WriteStreamAsync(context, root, context.Interaction.Verdict, cancellationToken);
        }
    }

    private async Task<(JsonObject Root, RefusalDecision? Refusal)> JudgeAsync(
        InteractionContext context, ModelResponse model, CancellationToken cancellationToken)
    {
        var (original, whole, judged) = await InspectAsync(context, model, cancellationToken);
        while (await rounds.NextAsync(context, judged, cancellationToken) is { } next)
        {
            using (next)
            {
                (original, whole, judged) = await InspectAsync(context, next, cancellationToken);
            }
        }

        if (judged.Answer is null)
        {
            return (original, null);
        }

        if (judged.Refusal is null)
        {
            await context.Judge.RestoreAsync(judged.Answer, cancellationToken);
        }

        return (whole, judged.Refusal);
    }

    private async ValueTask<(JsonObject Original, JsonObject Whole, OutputResult Judged)> InspectAsync(
        InteractionContext context, ModelResponse model, CancellationToken cancellationToken)
    {
        var whole = await ReadAsync(context, model, cancellationToken);
        context.Interaction.Usage(whole);
        var original = whole.DeepClone().AsObject();
        context.Raw = () => original.DeepClone().AsObject();
        return (original, whole, await inspection.InspectAsync(context, whole, cancellationToken));
    }

    private async ValueTask<JsonObject> ReadAsync(InteractionContext context, ModelResponse model, CancellationToken cancellationToken)
    {
        var reader = new SseReader(model.Body, options.Value.ResponseLimits, clock);
        var assembler = context.Protocol.Assemble();
        var kept = context.Interaction.Collect("model");
        while (await reader.ReadAsync(cancellationToken) is { } frame)
        {
            kept.Add(frame.Raw.Span);
            if (frame.IsDone)
            {
                break;
            }

            if (frame.Data is { } data)
            {
                StreamEvents.Add(assembler, StreamEvents.Parse(data.Span));
            }

            if (assembler.IsComplete)
            {
                break;
            }
        }

        context.Interaction.Measure("model", kept.Bytes);
        return assembler.Build() ?? throw new ModelFailedException(GatewayFault.StreamBroken);
    }
}
