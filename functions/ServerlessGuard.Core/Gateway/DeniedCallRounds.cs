using System.Globalization;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Where every call of an answer was denied and the tier goes on: the model gets the results that say why, and is asked again. Nothing of
/// the earlier answer reaches the client.
/// </summary>
internal sealed class DeniedCallRounds(IModelClient models, TimeProvider clock)
{
    /// <summary>A model that calls the same tool for ever must end; its last answer goes out with the refusals as its text.</summary>
    public const int Most = 3;

    /// <summary>
    /// The model's next answer; null where the last one stands: something of it may be used, the model was asked often enough, or it does
    /// not answer.
    /// </summary>
    public async ValueTask<ModelResponse?> NextAsync(InteractionContext context, OutputResult judged, CancellationToken cancellationToken)
    {
        if (context.Interaction.IsObserved
            || judged.Refusal is not null
            || context.Judge.Denied is not { Count: > 0 } denied
            || context.Rounds == Most
            || context.Sent is not { } sent
            || context.Raw?.Invoke() is not { } answer)
        {
            return null;
        }

        var request = ModelReader.Parse(sent.Span);
        if (!RefusedCalls.TryFollow(request, answer, denied))
        {
            return null;
        }

        context.Interaction.Measure(
            string.Create(CultureInfo.InvariantCulture, $"denied-{++context.Rounds}"), GatewayJson.ToBytes(answer));
        context.Sent = GatewayJson.ToBytes(request);
        context.Asked = clock.GetTimestamp();
        var call = new ModelCall(context.Model, context.Protocol.Path, context.Sent.Value, context.Conversation.Stream)
        {
            Headers = context.Protocol.Headers,
        };
        var response = await models.SendAsync(call, cancellationToken);
        if (!response.IsSuccess || response.IsEventStream != context.Conversation.Stream)
        {
            response.Dispose();
            return null;
        }

        context.Interaction.NextRound(context.Rounds);
        return response;
    }
}
