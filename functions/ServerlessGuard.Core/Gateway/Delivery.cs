using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Chooses how an answer reaches the client: by what was requested and what the tier allows.</summary>
internal sealed class Delivery(PlainDelivery plain, ObservedDelivery observed, BufferedDelivery buffered, LiveDelivery live)
{
    public Task DeliverAsync(Exchange exchange, ModelResponse model, CancellationToken cancellationToken)
    {
        if (!exchange.Conversation.Stream || (exchange.Interaction.IsObserved && !model.IsEventStream))
        {
            return plain.DeliverAsync(exchange, model, cancellationToken);
        }

        if (!model.IsEventStream)
        {
            throw new ModelFailedException(GatewayFault.Malformed);
        }

        return exchange.Interaction switch
        {
            { IsObserved: true } => observed.DeliverAsync(exchange, model, cancellationToken),
            { Tier.Stream: StreamMode.Live } => live.DeliverAsync(exchange, model, cancellationToken),
            _ => buffered.DeliverAsync(exchange, model, cancellationToken),
        };
    }
}
