using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Takes one request to a model through the guard: opening entry, input, model, output, closing entry. Thread-safe.
/// Whatever goes wrong ends in an answer that the official clients parse, or in a broken connection; never in content
/// that was not judged, unless the tier says so.
/// </summary>
public sealed partial class InteractionGuard
{
    private readonly IContentGuard _content;
    private readonly IModelClient _models;
    private readonly IAuditLog _audit;
    private readonly IEntropy _entropy;
    private readonly TimeProvider _clock;
    private readonly ToolJudge _tools;
    private readonly ILeakReports _leaks;
    private readonly ContentStore _kept;
    private readonly IAlerts _alerts;
    private readonly GatewayOptions _options;
    private readonly ILogger _logger;
    private readonly ConversationScopes _scopes;
    private readonly InteractionJoins _joins;
    private readonly GuardFailures _failures;
    private readonly AnswerWriter _writer;
    private readonly Delivery _delivery;
    private readonly CaseRouter _router;
    private readonly ReleaseTickets _tickets;
    private readonly IOutcomes? _outcomes;
    private readonly ModelRoutes _routes;

    internal InteractionGuard(
        IContentGuard content,
        IModelClient models,
        IAuditLog audit,
        IAlerts alerts,
        ISecretStore secrets,
        IEntropy entropy,
        TimeProvider clock,
        ToolJudge tools,
        ILeakReports leaks,
        ContentStore kept,
        CaseRouter router,
        ReleaseTickets tickets,
        ModelRoutes routes,
        IOptions<GatewayOptions> options,
        ILoggerFactory loggers,
        IOutcomes? outcomes = null)
    {
        (_content, _models, _audit, _alerts, _entropy, _clock, _tools, _kept, _routes, _leaks) = (content, models, audit, alerts, entropy, clock, tools, kept, routes, leaks);
        (_options, _outcomes) = (options.Value, outcomes);
        _logger = loggers.CreateLogger<InteractionGuard>();
        var key = new GatewayKey(secrets, entropy);
        _scopes = new ConversationScopes(key);
        _joins = new InteractionJoins(key);
        (_router, _tickets) = (router, tickets);
        _failures = new GuardFailures(router, alerts, clock, loggers.CreateLogger<GuardFailures>());
        _writer = new AnswerWriter(router, clock);
        _delivery = new Delivery(_writer, _failures, _options, clock);
    }

    public async Task HandleAsync(InboundCall call, IAnswerSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(sink);
        var protocol = call.Protocol == GatewayProtocol.ChatCompletions ? Protocol.Chat : Protocol.Responses;
        var bounds = new GatewayBounds(_options.MaxMessages, _options.MaxSlots, _options.PassMedia);
        Conversation conversation;
        ContentRefusedException? refused = null;
        try
        {
            conversation = protocol.Read(call.Root, bounds);
        }
        catch (ContentRefusedException refusal) when (!refusal.Code.StartsWith("content.", StringComparison.Ordinal))
        {
            await FailAsync(sink, null, GatewayFault.Invalid(refusal.Message), cancellationToken);
            return;
        }
        catch (ContentRefusedException refusal)
        {
            refused = refusal;
            conversation = Unreadable(call);
        }

        if (!call.Application.Models.Contains(conversation.Model, StringComparer.Ordinal) || !call.Policy.Models.TryGetValue(conversation.Model, out var model))
        {
            await FailAsync(sink, null, GatewayFault.ModelNotAllowed, cancellationToken);
            return;
        }

        var id = _entropy.NewId();
        string? parent = null;
        string? join = null;
        try
        {
            parent = call.Join is null ? null : await _joins.VerifyAsync(call.Join, cancellationToken);
            join = await _joins.IssueAsync(id, cancellationToken);
        }
        catch (StoreUnavailableException) when (call.Join is null)
        {
            // Nobody can join this interaction then; nothing else depends on it.
        }

        if (call.Join is not null && parent is null)
        {
            await FailAsync(sink, null, GatewayFault.JoinNotAllowed, cancellationToken);
            return;
        }

        var tier = call.Policy.Tiers[call.Application.Tier];
        var terms = new ContentTerms(call.Application.Id, tier.Id, _clock.GetUtcNow() + tier.Retain.Content);
        var content = await InteractionContent.BeginAsync(id, terms, _kept, _alerts, _entropy, _clock, cancellationToken);
        var interaction = new Interaction(id, call, tier, content, new OutcomeNotes(call.Deployment is null && call.Brought is null ? _outcomes : null, model, _clock), _audit, _clock) { Join = join, Parent = parent };
        using var activity = GatewayTelemetry.Start(interaction, Protocol.Operation, conversation.Model);
        interaction.Activity = activity;
        interaction.Outcome.AsksJson = conversation.AnswersJson;
        var exchange = new Exchange
        {
            Interaction = interaction,
            Call = call,
            Protocol = protocol,
            Conversation = conversation,
            Model = model,
            Bounds = bounds,
            Sink = sink,
        };
        await RunAsync(exchange, refused, cancellationToken);
    }

    /// <summary>
    /// Whether an answer that the model once gave may be given again. A model that is stopped, or taken from the application,
    /// answers nothing; the caller is told, as is who asks while nobody can say.
    /// </summary>
    public async ValueTask<bool> MayRepeatAsync(InboundCall call, IAnswerSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var fault = await FaultOfRepeatAsync(call, cancellationToken);
        if (fault is not null)
        {
            await FailAsync(sink, null, fault, cancellationToken);
        }

        return fault is null;
    }

    private async ValueTask<GatewayFault?> FaultOfRepeatAsync(InboundCall call, CancellationToken cancellationToken)
    {
        var name = GatewayJson.Text(call.Root, "model") ?? "";
        if (!call.Application.Models.Contains(name, StringComparer.Ordinal) || !call.Policy.Models.TryGetValue(name, out var model))
        {
            return GatewayFault.ModelNotAllowed;
        }

        try
        {
            return (await _routes.PickAsync(model, call.Deployment, cancellationToken)).IsClosed ? GatewayFault.Stopped : null;
        }
        catch (StoreUnavailableException)
        {
            return GatewayFault.GuardClosed;
        }
    }

    /// <summary>Whatever happens, what was opened is closed: a client can also leave while the answer to a failure is written.</summary>
    private async Task RunAsync(Exchange exchange, ContentRefusedException? refused, CancellationToken cancellationToken)
    {
        try
        {
            await ServeAsync(exchange, refused, cancellationToken);
        }
        finally
        {
            if (exchange.Interaction.IsOpen)
            {
                await exchange.Interaction.CloseAsync(exchange.Interaction.Verdict, "interrupted");
            }
        }
    }

    private async Task ServeAsync(Exchange exchange, ContentRefusedException? refused, CancellationToken cancellationToken)
    {
        var interaction = exchange.Interaction;
        try
        {
            await interaction.OpenAsync(exchange.Conversation.Model, exchange.Conversation.Stream, cancellationToken);
            interaction.Content.Prepare(cancellationToken);
            await RouteAsync(exchange, cancellationToken);
            await AnswerAsync(exchange, refused, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Timeouts have exceptions of their own: only the client cancels, and the server may notice after the sink did.
            GatewayLog.ClientLeft(_logger, interaction.Id);
            await interaction.CloseAsync(interaction.Verdict, "interrupted");
            if (!cancellationToken.IsCancellationRequested)
            {
                // Something else gave up, and the client may still be there: silence would reach it as an empty success.
                await FailAsync(exchange.Sink, interaction, GatewayFault.GuardClosed, CancellationToken.None);
            }
        }
        catch (ContentRefusedException unknown)
        {
            interaction.Output.Add(new Verdict.Block([unknown.Code]));
            await _writer.RefuseAsync(exchange, interaction.Verdict, cancellationToken);
        }
        catch (ModelFailedException failure)
        {
            GatewayLog.ModelFailed(_logger, interaction.Id, failure.Fault.Code);
            await EndAsync(exchange, failure.Fault, cancellationToken);
        }
        catch (GuardFailedException)
        {
            await EndAsync(exchange, GatewayFault.GuardClosed, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Only the audit log's failures come this far as such: other stores' are guard failures.
            GatewayLog.AuditFailed(_logger, interaction.Id);
            await FailAsync(exchange.Sink, interaction, GatewayFault.AuditClosed, cancellationToken);
        }
        catch (Exception)
        {
            // The host's edge answers; the record must not wait for the next start to say that this one failed.
            interaction.Fact("error", GatewayFault.GuardClosed.Code);
            await interaction.CloseAsync(interaction.Verdict, exchange.Sink.IsStarted ? "interrupted" : "error");
            throw;
        }
    }

    private async Task AnswerAsync(Exchange exchange, ContentRefusedException? refused, CancellationToken cancellationToken)
    {
        var interaction = exchange.Interaction;
        if (refused is not null)
        {
            interaction.Input.Add(new Verdict.Block([refused.Code]));
        }

        var body = await InspectInputAsync(exchange, refused is null, cancellationToken);
        if (!interaction.IsObserved && interaction.Input.Verdict is (Verdict.Block or Verdict.Hold))
        {
            await _writer.RefuseAsync(exchange, interaction.Input.Verdict, cancellationToken);
            return;
        }

        exchange.IsSampled = await _router.IsSampledAsync(interaction, cancellationToken);
        interaction.Outcome.Asked();
        exchange.Asked = _clock.GetTimestamp();
        using var answer = exchange.Call.Brought is { } brought
            ? await BroughtAsync(exchange, brought, cancellationToken)
            : await _models.SendAsync(new ModelCall(exchange.Model, exchange.Protocol.Path, body, exchange.Conversation.Stream), cancellationToken);
        if (!answer.IsSuccess)
        {
            var error = await ModelReader.ReadAllAsync(answer.Body, _options.AnswerBounds, _clock, exchange.Asked, cancellationToken);
            throw new ModelFailedException(ModelErrors.Translate(answer, error.Span, exchange.Session, exchange.Leakage, RedactionPlan.For(interaction.Tier.Output)));
        }

        interaction.Outcome.Answered();
        if (await interaction.Content.PreparedAsync() is { } unsealed && !interaction.IsObserved && interaction.Tier.OnGuardFailure == FailureMode.Closed)
        {
            // Content that cannot be kept is not let out: a live stream would be halfway through before its end tells.
            throw unsealed;
        }

        await _delivery.DeliverAsync(exchange, answer, cancellationToken);
        await _router.SampleAsync(exchange, cancellationToken);
    }

    /// <summary>Decides which deployment is asked. A guard that cannot read the routes does not know what was stopped.</summary>
    private async ValueTask RouteAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var interaction = exchange.Interaction;
        RoutePick pick;
        try
        {
            pick = await _routes.PickAsync(exchange.Model, exchange.Call.Deployment, cancellationToken);
        }
        catch (StoreUnavailableException failure)
        {
            await _failures.FailAsync(interaction, new GuardFailedException("routes", failure), cancellationToken);
            pick = new RoutePick(exchange.Call.Deployment ?? exchange.Model.Deployment, null, IsClosed: false);
        }

        if (pick.IsClosed)
        {
            throw new ModelFailedException(GatewayFault.Stopped);
        }

        exchange.Model = exchange.Model with { Deployment = pick.Deployment };
        interaction.Served(pick);
    }

    /// <summary>An error after the closing entry; in a stream that has begun, as its last event.</summary>
    private async ValueTask EndAsync(Exchange exchange, GatewayFault fault, CancellationToken cancellationToken)
    {
        var interaction = exchange.Interaction;
        interaction.Fact("error", fault.Code);
        try
        {
            await interaction.CloseAsync(interaction.Verdict, exchange.Sink.IsStarted ? "interrupted" : "error");
        }
        catch (StoreUnavailableException)
        {
            GatewayLog.AuditFailed(_logger, interaction.Id);
            await FailAsync(exchange.Sink, interaction, GatewayFault.AuditClosed, cancellationToken);
            return;
        }

        if (!exchange.Sink.IsStarted)
        {
            await FailAsync(exchange.Sink, interaction, fault, cancellationToken);
            return;
        }

        foreach (var told in exchange.Protocol.Failure(fault.ToJson()))
        {
            await exchange.Sink.WriteAsync(told.ToBytes(), cancellationToken);
        }
    }

    private static async ValueTask FailAsync(IAnswerSink sink, Interaction? interaction, GatewayFault fault, CancellationToken cancellationToken)
    {
        if (sink.IsStarted)
        {
            sink.Abort();
            return;
        }

        List<KeyValuePair<string, string>> headers = interaction is null ? [] : AnswerWriter.Headers(interaction, null);
        if (fault.RetryAfter is not null)
        {
            headers.Add(new("Retry-After", fault.RetryAfter));
        }

        await sink.StartAsync(fault.Status, AnswerWriter.Json, headers, cancellationToken);
        await sink.WriteAsync(fault.ToBytes(), cancellationToken);
    }

    /// <summary>A request whose content cannot be judged still names its model and is still an interaction.</summary>
    private static Conversation Unreadable(InboundCall call) => new()
    {
        Root = call.Root,
        Model = GatewayJson.Text(call.Root, "model") ?? "",
        Stream = GatewayJson.True(call.Root, "stream"),
        IncludeUsage = false,
        Content = new SlotCollector(0, false),
        Instructions = [],
        Anchor = "",
    };
}
