using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Responses that continue one another at the platform. Only a response that this caller made through the guard is continued. Of what the
/// platform keeps, the guard keeps no text: it knows which tools the chain called and keyed hashes of its instructions, and counts every
/// value as one that may come from there.
/// </summary>
internal sealed class ResponseChains(StoredResponses stored)
{
    private const string Delete = "DELETE";

    private const string Hidden =
        "The response that is continued holds system or developer messages that this request does not: the leakage check needs them. Send "
        + "the same texts in the field instructions, or the whole conversation in input; or the tier's setting output.leakage: allow passes it.";

    /// <summary>A chain that called more is continued no further.</summary>
    public const int MostCalls = 1000;

    /// <summary>A chain with more messages of instructions is continued no further.</summary>
    public const int MostInstructions = 100;

    /// <summary>
    /// Finds the response that the request continues or asks for. The error of a request that may not; null for one that may.
    /// </summary>
    public async ValueTask<GatewayFault?> FindAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        if (context.Call.Stored is { } asked)
        {
            context.Earlier = asked.Response;
            return asked.Response.IsWithheld && asked.Method != Delete ? GatewayFault.ResponseWithheld : null;
        }

        if (context.Conversation.Previous is not { } previous)
        {
            return null;
        }

        var call = context.Call;
        try
        {
            context.Earlier = await stored.FindAsync(call.Application.Id, call.Principal, previous, cancellationToken);
            return context.Earlier is not { } earlier ? GatewayFault.NoSuchResponse
                : earlier.IsWithheld ? GatewayFault.ResponseWithheld
                : await HidesInstructionsAsync(context, earlier, cancellationToken) ? GatewayFault.Invalid(Hidden)
                : null;
        }
        catch (StoreUnavailableException failure)
        {
            // Whose response it is is not known: no tier passes that.
            throw new GuardFailedException("responses", failure);
        }
    }

    /// <summary>Remembers a response that the platform may store.</summary>
    /// <param name="context">After its answer.</param>
    /// <param name="id">The response's.</param>
    /// <param name="isWhole">The whole of it was judged.</param>
    public async ValueTask KeepAsync(InteractionContext context, string id, bool isWhole)
    {
        try
        {
            var instructions = await stored.MeasureAsync(context.Conversation.KeptInstructions, CancellationToken.None);
            instructions = [.. (context.Earlier?.Instructions ?? []).Union(instructions, StringComparer.Ordinal)];
            var calls = context.Judge.Asked;
            var isKnown = EarlierOf(context) is not { Calls: null } && calls.Count + context.Judge.Made.Count <= MostCalls;
            var record = new StoredResponse
            {
                Model = context.Primary is null ? context.Conversation.Model : context.Model.Id,
                Deployment = context.Model.Deployment,
                Conversation = context.Scope?.Conversation ?? "",
                Calls = isKnown ? calls : null,
                Made = isKnown ? context.Judge.Made : [],
                Instructions = [.. instructions.Take(MostInstructions)],
                IsWithheld = instructions.Count > MostInstructions || IsWithheld(context, isWhole),
            };
            await stored.KeepAsync(context.Call.Application.Id, context.Call.Principal, id, record, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // Nobody can read or continue the response through the guard then; this answer does not depend on it.
            context.Interaction.SetAttribute("stored", "unknown");
        }
    }

    /// <summary>Whether the chain holds instructions that are not in the request, where answers are held against them.</summary>
    private async ValueTask<bool> HidesInstructionsAsync(
        InteractionContext context, StoredResponse earlier, CancellationToken cancellationToken)
    {
        if (earlier.Instructions.Count == 0 || context.Interaction.IsObserved
            || RedactionPlan.For(context.Interaction.Tier.Output).Leakage == GuardAction.Allow)
        {
            return false;
        }

        var told = await stored.MeasureAsync(context.Conversation.Instructions, cancellationToken);
        return earlier.Instructions.Except(told, StringComparer.Ordinal).Any();
    }

    /// <summary>
    /// A caller that asks for the response again, or goes on with it, must not get what it did not get first: it was refused, or held
    /// instructions, which a later request does not name.
    /// </summary>
    private static bool IsWithheld(InteractionContext context, bool isWhole) => !context.Interaction.IsObserved
        && (context.Interaction.Output.Verdict is Verdict.Block or Verdict.Hold
            || context.Interaction.Output.Kinds.ContainsKey(OutputEvaluator.Instructions)
            || (!isWhole && !context.Leakage.IsEmpty));

    /// <summary>The part of a request's conversation that only the platform has; null where the request holds all of it.</summary>
    public static EarlierPart? EarlierOf(InteractionContext context) => context switch
    {
        { Conversation.RefersToKept: true } => new EarlierPart(null),
        { Call.Stored.Response: var asked } => new EarlierPart(asked.Calls),
        { Conversation.Previous: not null } => new EarlierPart(
            context.Earlier is { Calls: { } calls } earlier ? [.. calls, .. earlier.Made] : null),
        _ => null,
    };
}
