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
    /// <param name="exchange">After its input stage.</param>
    /// <param name="body">The request as the model gets it.</param>
    /// <param name="cancellationToken">The client left.</param>
    public async Task RunAsync(Exchange exchange, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var interaction = exchange.Interaction;
        exchange.IsSampled = await router.IsSampledAsync(interaction, cancellationToken);
        interaction.Outcome.Asked();
        exchange.Asked = clock.GetTimestamp();
        using var answer = exchange.Call.ExternalResponse is { } external
            ? await ExternalResponse.ReadAsync(exchange, external, cancellationToken)
            : await models.SendAsync(
                new ModelCall(exchange.Model, exchange.Protocol.Path, body, exchange.Conversation.Stream), cancellationToken);
        if (!answer.IsSuccess)
        {
            var error = await ModelReader.ReadAllAsync(answer.Body, options.Value.ResponseLimits, clock, exchange.Asked, cancellationToken);
            throw new ModelFailedException(
                ModelErrors.Translate(answer, error.Span, exchange.Session, exchange.Leakage, RedactionPlan.For(interaction.Tier.Output)));
        }

        interaction.Outcome.Answered();
        if (await interaction.Content.PreparedAsync() is { } unsealed
            && !interaction.IsObserved
            && interaction.Tier.OnGuardFailure == FailureMode.Closed)
        {
            // Content that cannot be kept is not let out: a live stream would be halfway through before its end tells.
            throw unsealed;
        }

        await delivery.DeliverAsync(exchange, answer, cancellationToken);
        await router.SampleAsync(exchange, cancellationToken);
    }
}
