using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Events;

/// <summary>
/// Takes deliveries: each event becomes an entry and, when a handler subscribes to its type, a message on the queue, before
/// the endpoint answers. Event Grid waits 30 s; for events that are not durable by then it answers 503, and Event Grid retries.
/// </summary>
internal sealed class EventsEndpoint(
    EventDispatcher dispatcher, IAuditLog audit, TimeProvider clock, IOptions<PipelineOptions> pipeline, IOptions<EventsOptions> options)
        : GuardEndpoint
{
    public const string Path = "/events";

    private const string ValidationType = "Microsoft.EventGrid.SubscriptionValidationEvent";
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(25);

    public override string Route => Path;

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Post];

    public override EndpointAccess Access => EndpointAccess.Events;

    public override long? MaxBodyBytes => options.Value.MaxDeliveryBytes;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var timeout = pipeline.Value.BodyTimeout;
        var limits = new JsonBodyLimits { MaxDuration = timeout < Window ? timeout : Window };
        using var window = new CancellationTokenSource(Window, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(window.Token, cancellationToken);
        var (events, error) = await EventDelivery.ReadAsync(request.Http, options.Value, limits, clock.GetUtcNow(), linked.Token);
        if (error is not null)
        {
            await ErrorResponse.WriteAsync(request.Http, error, cancellationToken);
            return;
        }

        if (string.Equals(request.Http.Request.Headers["aeg-event-type"], "SubscriptionValidation", StringComparison.OrdinalIgnoreCase))
        {
            await AnswerValidationAsync(request.Http, events, cancellationToken);
            return;
        }

        try
        {
            await Task.WhenAll(events.Select(value => AcceptAsync(value, request, linked.Token)));
        }
        catch (OperationCanceledException exception) when (window.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException("Events could not be made durable in time.", exception);
        }

        var queued = events.Count(value => dispatcher.Handles(value.Type));
        request.Http.Response.StatusCode = StatusCodes.Status202Accepted;
        await JsonResponse.WriteAsync(
            request.Http,
            json =>
            {
                json.WriteNumber("queued", queued);
                json.WriteNumber("ignored", events.Count - queued);
            },
            cancellationToken);
    }

    private async Task AcceptAsync(GuardEvent value, GuardRequest request, CancellationToken cancellationToken)
    {
        var wanted = dispatcher.Handles(value.Type);
        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.EventReceived,
                Time = clock.GetUtcNow(),
                Actor = request.Caller!.Principal,
                PolicyRevision = request.Policy.RevisionId,
                Facts = value.Facts(wanted ? "queued" : "ignored"),
            },
            cancellationToken);
        if (wanted)
        {
            await dispatcher.EnqueueAsync(value with { DeliveredBy = request.Caller!.Principal }, cancellationToken);
        }
    }

    /// <summary>
    /// Event Grid's handshake: the endpoint returns the code. The request is authenticated, so the code is the sender's own.
    /// </summary>
    private static Task AnswerValidationAsync(HttpContext context, IReadOnlyList<GuardEvent> events, CancellationToken cancellationToken)
    {
        if (events is not [{ Data.ValueKind: JsonValueKind.Object } validation]
            || !string.Equals(validation.Type, ValidationType, StringComparison.OrdinalIgnoreCase)
            || !validation.Data.TryGetProperty("validationCode", out var code)
            || code.ValueKind != JsonValueKind.String
            || code.GetString() is not { Length: > 0 and <= 512 } text)
        {
            return ErrorResponse.WriteAsync(
                context, new GuardError(400, "malformed_event", "A subscription validation has one event with a validationCode."),
                cancellationToken);
        }

        return JsonResponse.WriteAsync(context, json => json.WriteString("validationResponse", text), cancellationToken);
    }

}
