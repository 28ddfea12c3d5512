using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Chooses how an answer reaches the client: by what was asked for and what the tier allows.</summary>
internal sealed class Delivery(AnswerWriter writer, GuardFailures failures, GatewayOptions options, TimeProvider clock)
{
    private readonly PlainDelivery _plain = new(writer, failures, options, clock);
    private readonly ObservedDelivery _observed = new(failures, options, clock);
    private readonly BufferedDelivery _buffered = new(writer, failures, options, clock);
    private readonly LiveDelivery _live = new(options, clock);

    public Task DeliverAsync(Exchange exchange, ModelAnswer model, CancellationToken cancellationToken)
    {
        if (!exchange.Conversation.Stream || (exchange.Interaction.IsObserved && !model.IsEventStream))
        {
            return _plain.DeliverAsync(exchange, model, cancellationToken);
        }

        if (!model.IsEventStream)
        {
            throw new ModelFailedException(GatewayFault.Malformed);
        }

        return exchange.Interaction switch
        {
            { IsObserved: true } => _observed.DeliverAsync(exchange, model, cancellationToken),
            { Tier.Stream: StreamMode.Live } => _live.DeliverAsync(exchange, model, cancellationToken),
            _ => _buffered.DeliverAsync(exchange, model, cancellationToken),
        };
    }
}
