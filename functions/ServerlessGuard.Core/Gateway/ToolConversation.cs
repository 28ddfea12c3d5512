using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>The tools that a request offers, and the index of its conversation, which is built while the model answers.</summary>
internal sealed class ToolConversation
{
    private readonly Lazy<ConversationIndex> _index;

    /// <param name="context">A request that was inspected; its tree is as the model gets it.</param>
    /// <param name="changed">The inspection replaced something.</param>
    /// <param name="recorded">Results of the same conversation that were brought before.</param>
    public ToolConversation(InteractionContext context, bool changed, RecordedConversation recorded)
    {
        var (call, root) = (context.Call, context.Call.Root);
        Offered = OfferedTools.Of(
            root,
            call is { ExternalResponse: null, Stored: null }
            && root["prompt"] is null && root["previous_response_id"] is null && root["conversation"] is null);
        if (call.Execution is { } execution)
        {
            // The place that runs the tools knows what the model was shown; the request itself says nothing.
            _index = new(() => execution.History);
            return;
        }

        var hasTools = call.Application.Tools.Count > 0 && context.Unreadable is null;
        var asked = hasTools ? context.Protocol.ReadUtterances(root) : [];
        _index = new(() => new ConversationIndex(
            recorded.Beside(asked).Concat(hasTools && changed ? asked.Concat(AsSent(context)) : asked),
            name => ToolNames.Find(call.Policy, call.Application, name),
            recorded.IsCut)
        {
            Earlier = ResponseChains.EarlierOf(context),
        });
        if (hasTools)
        {
            // The tree is read before, since the gateway changes it while this runs.
            _ = Task.Run(() => _index.Value.Prepare());
        }
    }

    public OfferedTools Offered { get; }

    public ConversationIndex Index => _index.Value;

    /// <summary>
    /// The texts that were sent, where the model gets others: an application's own calls hold the values themselves, not tokens of them.
    /// </summary>
    private static IEnumerable<Utterance> AsSent(InteractionContext context) =>
        context.Protocol.ReadUtterances(ModelReader.Parse(context.Call.Body.Span)).Where(static one => one.Speaker != Speaker.Call);
}
