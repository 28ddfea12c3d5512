using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>An answer in one piece: read whole, judged, released.</summary>
internal sealed class PlainDelivery(
    GuardResponseWriter writer, OutputInspection inspection, IOptions<GatewayOptions> options, TimeProvider clock)
{
    public async Task DeliverAsync(Exchange exchange, ModelResponse model, CancellationToken cancellationToken)
    {
        var bytes = await ModelReader.ReadAllAsync(model.Body, options.Value.ResponseLimits, clock, exchange.Asked, cancellationToken);
        exchange.Interaction.Measure("model", bytes);
        if (exchange.Interaction.IsObserved)
        {
            await ObserveAsync(exchange, bytes, cancellationToken);
            return;
        }

        exchange.Raw = () => ModelReader.Parse(bytes.Span);
        var root = ModelReader.Parse(bytes.Span);
        exchange.Interaction.Usage(root);
        var (answer, changed, refusal) = await inspection.InspectAsync(exchange, root, cancellationToken);
        var verdict = exchange.Interaction.Verdict;
        if (answer is null)
        {
            await GuardResponseWriter.WriteAsync(exchange, bytes, verdict, exchange.Protocol.Finish(root), cancellationToken);
        }
        else if (refusal is not null)
        {
            await writer.RefuseAsync(exchange, refusal, cancellationToken);
        }
        else
        {
            changed |= await exchange.Judge.RestoreAsync(answer, cancellationToken);
            await GuardResponseWriter.WriteAsync(
                exchange, changed ? GatewayJson.ToBytes(root) : bytes, verdict, exchange.Protocol.Finish(root), cancellationToken);
        }
    }

    /// <summary>Records what would have been decided and passes every byte, those of a malformed answer too.</summary>
    private async Task ObserveAsync(Exchange exchange, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var finish = "none";
        try
        {
            var root = ModelReader.Parse(bytes.Span);
            exchange.Interaction.Usage(root);
            await inspection.InspectAsync(exchange, root, cancellationToken);
            finish = exchange.Protocol.Finish(root);
        }
        catch (ModelFailedException malformed)
        {
            exchange.Interaction.SetAttribute("error", malformed.Fault.Code);
        }

        await GuardResponseWriter.WriteAsync(exchange, bytes, exchange.Interaction.Verdict, finish, cancellationToken);
    }
}
