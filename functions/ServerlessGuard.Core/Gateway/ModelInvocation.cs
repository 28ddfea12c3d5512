using System.Text.Json;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Asks the model, and has its answer delivered.</summary>
internal sealed class ModelInvocation(
    IModelClient models, ModelRouting routing, Delivery delivery, CaseRouter router, ResponseChains chains,
    IOptions<GatewayOptions> options, TimeProvider clock)
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
        context.Sent = IsAsked(context.Call) ? body : (ReadOnlyMemory<byte>?)null;
        interaction.Storing = MayStore(context) ? (id, isWhole) => chains.KeepAsync(context, id, isWhole) : null;
        using var answer = context.Call switch
        {
            { ExternalResponse: { } external } => await ExternalResponse.ReadAsync(context, external, cancellationToken),
            { IsEcho: true } => new ModelResponse(200, GuardResponseWriter.Json, null, new MemoryStream(body.ToArray()), null),
            _ => await AskAsync(context, body, cancellationToken),
        };
        if (!answer.IsSuccess)
        {
            if (context.Call.Stored is not null && answer.Status == 404)
            {
                throw new ModelFailedException(GatewayFault.NoSuchResponse);
            }

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

    private static bool IsAsked(InboundCall call) => call is { ExternalResponse: null, IsEcho: false, Stored: null };

    /// <summary>
    /// The answer of the model, or of the first that stands in for it while it is out of service. Each may have begun to answer before it
    /// failed, but nothing of that reached anybody. The last failure counts where nobody stands in.
    /// </summary>
    private async Task<ModelResponse> AskAsync(InteractionContext context, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        while (true)
        {
            ModelResponse? answer = null;
            ModelFailedException? failure = null;
            try
            {
                answer = await models.SendAsync(CallOf(context, body), cancellationToken);
                if (!IsOutage(answer.Status))
                {
                    return answer;
                }
            }
            catch (ModelFailedException outage)
            {
                failure = outage;
            }

            if (!IsAsked(context.Call) || !await routing.FallBackAsync(context, cancellationToken))
            {
                return answer ?? throw failure!;
            }

            answer?.Dispose();
            var root = ModelReader.Parse(body.Span);
            root["model"] = context.Model.Deployment;
            body = JsonTextEdit.Apply(body, root);
            context.Interaction.Measure("forwarded", body);
            context.Sent = body;
        }
    }

    // Too many requests; and what servers and those before them say of themselves, 529 of Anthropic's among them.
    private static bool IsOutage(int status) => status is 429 or 500 or 502 or 503 or 504 or 529;

    private static ModelCall CallOf(InteractionContext context, ReadOnlyMemory<byte> body) => context.Call.Stored is { } stored
        ? new ModelCall(context.Model, stored.Path, default, false) { Method = stored.Method }
        : new ModelCall(context.Model, context.Protocol.Path, body, context.Conversation.Stream) { Headers = context.Protocol.Headers };

    /// <summary>Platforms store a response unless the request says otherwise.</summary>
    private static bool MayStore(InteractionContext context) =>
        context.Protocol == Protocol.Responses && context.Conversation.Root["store"]?.GetValueKind() != JsonValueKind.False;
}
