using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Makes an interaction of a request: reads its conversation, authorises its model and its join, and prepares its content and its outcome.
/// </summary>
internal sealed class InteractionOpener(
    InteractionLinks joins, ContentStore contents, IAlertSink alerts, IAuditLog audit, IEntropy entropy, TimeProvider clock,
    IOptions<GatewayOptions> options, InteractionListeners listeners)
{
    /// <summary>The interaction, without an entry yet; or the error of a request that is none.</summary>
    public async ValueTask<(InteractionContext? InteractionContext, GatewayFault? Fault)> OpenAsync(
        InboundCall call, IResponseSink sink, CancellationToken cancellationToken)
    {
        var protocol = Protocol.Of(call.Protocol);
        var tier = call.Policy.TierOf(call.Application);
        var passMedia = tier.Media is { } media ? media == MediaMode.Allow : options.Value.PassMedia;
        var bounds = new GatewayLimits(options.Value.MaxMessages, options.Value.MaxTextFields, passMedia)
        {
            AllowedFields = call.Application.Fields
        };
        Conversation conversation;
        ContentRefusedException? unreadable = null;
        try
        {
            conversation = protocol.Read(call.Root, bounds);
        }
        catch (ContentRefusedException refusal) when (!refusal.Code.StartsWith("content.", StringComparison.Ordinal))
        {
            return (null, GatewayFault.Invalid(refusal.Message));
        }
        catch (ContentRefusedException refusal)
        {
            unreadable = refusal;
            conversation = Unreadable(call, protocol);
        }

        if (FindModel(call, conversation.Model) is not { } model)
        {
            return (null, GatewayFault.ModelNotAllowed);
        }

        var id = entropy.NewId();
        var (join, parent) = await JoinAsync(call, id, cancellationToken);
        if (call.Join is not null && parent is null)
        {
            return (null, GatewayFault.JoinNotAllowed);
        }

        var terms = ContentTerms.Of(call.Application.Id, tier.Id, clock.GetUtcNow(), tier.Retain.Content);
        var content = await InteractionContent.BeginAsync(id, terms, contents, alerts, entropy, clock, cancellationToken);
        var outcome = new OutcomeCollector(
            call.Deployment is null && call.ExternalResponse is null ? listeners.Outcomes : null, model, clock)
        {
            AsksJson = conversation.ExpectsJson
        };
        var observer = new InteractionObserver(listeners.Monitor, call);
        observer.Read(conversation);
        var context = new InteractionContext
        {
            Interaction = new Interaction(id, call, tier, content, outcome, audit, clock)
            {
                Join = join,
                Parent = parent,
                Observer = observer,
            },
            Call = call,
            Protocol = protocol,
            Conversation = conversation,
            Unreadable = unreadable,
            Model = model,
            Bounds = bounds,
            Sink = sink,
        };
        context.Interaction.Unscanned("input", conversation.Content.Unscanned);
        return (context, null);
    }

    /// <summary>The model of the policy; a call that the guard itself runs has the place that runs it instead.</summary>
    private static ModelPolicy? FindModel(InboundCall call, string name) =>
        call.Execution is not null ? new ModelPolicy { Id = name, Platform = "mcp", Deployment = name }
        : call.Application.Models.Contains(name, StringComparer.Ordinal) ? call.Policy.Models.GetValueOrDefault(name)
        : null;

    /// <summary>The join that the answer carries, and the interaction that the request's own join names.</summary>
    private async ValueTask<(string? Join, string? Parent)> JoinAsync(InboundCall call, string id, CancellationToken cancellationToken)
    {
        string? parent = null;
        try
        {
            parent = call.Join is null ? null : await joins.VerifyAsync(call.Join, cancellationToken);
            return (await joins.IssueAsync(id, cancellationToken), parent);
        }
        catch (StoreUnavailableException) when (call.Join is null)
        {
            // Nobody can join this interaction then; nothing else depends on it.
            return (null, parent);
        }
    }

    /// <summary>A request whose content cannot be judged still names its model and is still an interaction.</summary>
    private static Conversation Unreadable(InboundCall call, Protocol protocol) => new()
    {
        Root = call.Root,
        Model = GatewayJson.Text(call.Root, "model") ?? "",
        Stream = protocol.Streams && GatewayJson.True(call.Root, "stream"),
        IncludeUsage = false,
        Content = new TextFieldCollector(0, false),
        Instructions = [],
        Anchor = "",
    };
}

/// <summary>The services that hear of interactions, where a host has them: both are optional.</summary>
internal sealed class InteractionListeners(IOutcomeRecorder? outcomes = null, IInteractionMonitor? monitor = null)
{
    public IOutcomeRecorder? Outcomes => outcomes;

    public IInteractionMonitor? Monitor => monitor;
}
