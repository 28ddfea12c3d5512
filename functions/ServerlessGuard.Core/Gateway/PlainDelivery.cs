using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>An answer in one piece: read whole, judged, released.</summary>
internal sealed class PlainDelivery(
    GuardResponseWriter writer, OutputInspection inspection, DeniedCallRounds rounds, IOptions<GatewayOptions> options, TimeProvider clock)
{
    public async Task DeliverAsync(InteractionContext context, ModelResponse model, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(context, model, cancellationToken);
        if (context.Interaction.IsObserved)
        {
            await ObserveAsync(context, bytes, cancellationToken);
            return;
        }

        var (root, judged) = await InspectAsync(context, bytes, cancellationToken);
        while (await rounds.NextAsync(context, judged, cancellationToken) is { } next)
        {
            using (next)
            {
                bytes = await ReadAsync(context, next, cancellationToken);
            }

            (root, judged) = await InspectAsync(context, bytes, cancellationToken);
        }

        var (answer, changed, refusal) = judged;
        var verdict = context.Interaction.Verdict;
        if (answer is null)
        {
            await GuardResponseWriter.WriteAsync(context, bytes, verdict, context.Protocol.Finish(root), cancellationToken);
        }
        else if (refusal is not null)
        {
            await writer.RefuseAsync(context, refusal, cancellationToken);
        }
        else
        {
            changed |= await context.Judge.RestoreAsync(answer, cancellationToken);
            await GuardResponseWriter.WriteAsync(
                context, changed ? JsonTextEdit.Apply(bytes, root) : bytes, verdict, context.Protocol.Finish(root), cancellationToken);
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        InteractionContext context, ModelResponse model, CancellationToken cancellationToken)
    {
        var bytes = await ModelReader.ReadAllAsync(model.Body, options.Value.ResponseLimits, clock, context.Asked, cancellationToken);
        context.Interaction.Measure("model", bytes);
        return bytes;
    }

    private async ValueTask<(JsonObject Root, OutputResult Judged)> InspectAsync(
        InteractionContext context, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        context.Raw = () => ModelReader.Parse(bytes.Span);
        var root = ModelReader.Parse(bytes.Span);
        context.Interaction.Usage(root);
        return (root, await inspection.InspectAsync(context, root, cancellationToken));
    }

    /// <summary>Records what would have been decided and passes every byte, those of a malformed answer too.</summary>
    private async Task ObserveAsync(InteractionContext context, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var finish = "none";
        try
        {
            var root = ModelReader.Parse(bytes.Span);
            context.Interaction.Usage(root);
            await inspection.InspectAsync(context, root, cancellationToken);
            finish = context.Protocol.Finish(root);
        }
        catch (ModelFailedException malformed)
        {
            context.Interaction.SetAttribute("error", malformed.Fault.Code);
        }

        await GuardResponseWriter.WriteAsync(context, bytes, context.Interaction.Verdict, finish, cancellationToken);
    }
}
