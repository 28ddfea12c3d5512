using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Chooses how an answer reaches the client: by what was requested and what the tier allows.</summary>
internal sealed class Delivery(
    PlainDelivery plain, ToolDelivery tool, ObservedDelivery observed, BufferedDelivery buffered, LiveDelivery live)
{
    public Task DeliverAsync(InteractionContext context, ModelResponse model, CancellationToken cancellationToken)
    {
        if (context.Call.Execution is not null)
        {
            return tool.DeliverAsync(context, model, cancellationToken);
        }

        if (!context.Conversation.Stream || (context.Interaction.IsObserved && !model.IsEventStream))
        {
            return plain.DeliverAsync(context, model, cancellationToken);
        }

        if (!model.IsEventStream)
        {
            throw new ModelFailedException(GatewayFault.Malformed);
        }

        return context.Interaction switch
        {
            { IsObserved: true } => observed.DeliverAsync(context, model, cancellationToken),
            { Tier.Stream: StreamMode.Live } when context.Protocol.StreamsLive => live.DeliverAsync(context, model, cancellationToken),
            _ => buffered.DeliverAsync(context, model, cancellationToken),
        };
    }
}
