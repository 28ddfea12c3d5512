using System.Security.Cryptography;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Makes the evaluator of an interaction's output, with the conversation that its calls are judged in.</summary>
internal sealed class OutputEvaluators(ToolCallEvaluator tools, RecordedResults results, FailurePolicy failures)
{
    /// <param name="context">A request that was inspected.</param>
    /// <param name="changed">The inspection replaced something.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    public async ValueTask<OutputEvaluator> OpenAsync(InteractionContext context, bool changed, CancellationToken cancellationToken)
    {
        var recorded = RecordedConversation.Empty;
        try
        {
            if (context is { Call.Protocol: GatewayProtocol.ToolResults, Unreadable: null })
            {
                await results.KeepAsync(context.Call, Results(context, changed), cancellationToken);
            }
            else if (context.Call is { ExternalResponse: not null, Execution: null, Application.Tools.Count: > 0 })
            {
                recorded = await results.FindAsync(context.Call, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is StoreUnavailableException or CryptographicException)
        {
            await failures.FailAsync(context.Interaction, new GuardFailedException("results", failure), cancellationToken);
            recorded = RecordedConversation.Unknown;
        }

        var plan = RedactionPlan.For(context.Interaction.Tier.Output);
        return new OutputEvaluator(
            context.Interaction, context.Call, context.Session, context.Leakage, new ToolConversation(context, changed, recorded), tools,
            context.Call.Execution?.Approved is null ? plan : plan.WithoutHolds());
    }

    /// <summary>The results that the request brings: as they were sent, and as the model gets them where that differs.</summary>
    private static IEnumerable<Utterance> Results(InteractionContext context, bool changed)
    {
        var root = context.Call.Root;
        var given = ToolResultsProtocol.ResultsOf(root);
        return changed ? given.Concat(ToolResultsProtocol.ResultsOf(ModelReader.Parse(context.Call.Body.Span))) : given;
    }
}
