using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Asks the model, and has its answer delivered.</summary>
internal sealed class ModelInvocation(
    IModelClient models, Delivery delivery, CaseRouter router, IOptions<GatewayOptions> options, TimeProvider clock)
{
    /// <summary>
    /// Throws <see cref="ModelFailedException"/> when the model does not answer, and <see cref="GuardFailedException"/> when the answer's
    /// content cannot be kept.
    /// </summary>
    /// <param name="context">After the input was inspected.</param>
    /// <param name="body">The request as the model gets it.</param>
    /// <param name="cancellationToken">The client left.</param>
    public async Task RunAsync(InteractionContext context, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var interaction = context.Interaction;
        context.IsSampled = await router.IsSampledAsync(interaction, cancellationToken);
        interaction.Outcome.Asked();
        context.Asked = clock.GetTimestamp();
        using var answer = context.Call.ExternalResponse is { } external
            ? await ExternalResponse.ReadAsync(context, external, cancellationToken)
            : await models.SendAsync(
                new ModelCall(context.Model, context.Protocol.Path, body, context.Conversation.Stream) { Headers = context.Protocol.Headers },
                cancellationToken);
        if (!answer.IsSuccess)
        {
            var error = await ModelReader.ReadAllAsync(answer.Body, options.Value.ResponseLimits, clock, context.Asked, cancellationToken);
            throw new ModelFailedException(
                ModelErrors.Translate(answer, error.Span, context.Session, context.Leakage, RedactionPlan.For(interaction.Tier.Output)));
        }

        interaction.Outcome.Answered();
        if (await interaction.Content.PreparedAsync() is { } unsealed
            && !interaction.IsObserved
            && interaction.Tier.OnGuardFailure == FailureMode.Closed)
        {
            // Content that cannot be kept is not let out: a live stream would be halfway through before its end reports it.
            throw unsealed;
        }

        await delivery.DeliverAsync(context, answer, cancellationToken);
        await router.SampleAsync(context, cancellationToken);
    }
}
