using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Gateway;

/// <summary>An answer in one piece: read whole, judged, released.</summary>
internal sealed class PlainDelivery(AnswerWriter writer, GuardFailures failures, GatewayOptions options, TimeProvider clock)
{
    public async Task DeliverAsync(Exchange exchange, ModelAnswer model, CancellationToken cancellationToken)
    {
        var bytes = await ModelReader.ReadAllAsync(model.Body, options, clock, cancellationToken);
        exchange.Interaction.Measure("model", bytes.Span);
        var root = ModelReader.Parse(bytes.Span);
        GatewayTelemetry.Usage(root);
        var (answer, changed) = await failures.JudgeAsync(exchange, root, cancellationToken);
        var verdict = exchange.Interaction.Verdict;
        if (answer is null || exchange.Interaction.IsObserved)
        {
            await AnswerWriter.WriteAsync(exchange, bytes, verdict, exchange.Protocol.Finish(root), cancellationToken);
        }
        else if (exchange.Interaction.Output.Verdict is Verdict.Block or Verdict.Hold)
        {
            await writer.RefuseAsync(exchange, exchange.Interaction.Output.Verdict, cancellationToken);
        }
        else
        {
            changed |= await exchange.Judge.RestoreAsync(answer, cancellationToken);
            await AnswerWriter.WriteAsync(exchange, changed ? GatewayJson.ToBytes(root) : bytes, verdict, exchange.Protocol.Finish(root), cancellationToken);
        }
    }
}
