using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Writes down what a reviewer sees of an interaction: its conversation and answer from what was sent, with every value
/// replaced that the tier replaces, but what is held left as it is. Tokens stay tokens.
/// </summary>
internal sealed class CaseContentBuilder(CaseFindings findings, ConfirmableCalls calls)
{
    /// <summary>
    /// The offer to a client to have its user confirm a held call: the case, and each call with its arguments as the user may see them and
    /// the digest that binds the confirmation; null where the user's word does not decide.
    /// </summary>
    public async ValueTask<JsonObject?> ConfirmationAsync(InteractionContext context, NewCase held, CancellationToken cancellationToken)
    {
        if (!ConfirmableCalls.May(context.Interaction.Tier, held.Kind, held.Reasons))
        {
            return null;
        }

        var told = new JsonArray();
        foreach (var call in await calls.OfAsync(held.Id, CaseContent.FromBytes(held.Content.Span), cancellationToken))
        {
            told.Add((JsonNode)new JsonObject
            {
                ["id"] = call.Id,
                ["tool"] = call.Tool,
                ["arguments"] = context.Call.Application.Restore ? context.Session.Restore(call.Arguments, true).Text : call.Arguments,
                ["digest"] = call.Digest,
            });
        }

        return new JsonObject { ["case"] = held.Id, ["calls"] = told };
    }

    /// <param name="context">After the input was inspected.</param>
    /// <param name="raw">The model's answer as it came; changed. Null for a held input.</param>
    /// <param name="cancellationToken">Ends the saving of tokens.</param>
    public async ValueTask<CaseContent> OfAsync(InteractionContext context, JsonObject? raw, CancellationToken cancellationToken)
    {
        var (protocol, tier, session) = (context.Protocol, context.Interaction.Tier, context.Session);
        var plan = RedactionPlan.For(tier.Output).WithoutHolds();
        var messages = Context(context, RedactionPlan.For(tier.Input).WithoutHolds());
        if (raw is not null)
        {
            var answer = protocol.ReadResponse(raw, context.Bounds);
            new TextFieldInspector(session, plan, true).Inspect(answer.Content, new FindingCounts());
            RefusedCalls.Remove(answer, context.Judge.DeniedIn(answer));
            foreach (var prune in answer.Content.Prunings)
            {
                prune();
            }
        }

        await session.SaveAsync(cancellationToken);
        return new CaseContent
        {
            Protocol = protocol.Name,
            Context = messages,
            Texts = raw is null ? [] : [.. ReviewableFields.Of(protocol.Name, raw)
                .Select(place => Text(place.Path, place.Role, place.Read(), plan))],
            Answer = raw,
            Actions = tier.Output,
            Conversation = context.Call.Application.Restore ? context.Scope?.Conversation : null,
            Tokens = context.Scope is null ? null : session.Issued,
        };
    }

    private List<CaseText> Context(InteractionContext context, RedactionPlan plan)
    {
        var conversation = context.Protocol.Read(ModelReader.Parse(context.Call.Body.Span), context.Bounds);
        new TextFieldInspector(context.Session, plan, true).Inspect(conversation.Content, new FindingCounts());
        var texts = new List<CaseText>();
        foreach (var field in conversation.Content.Fields.Where(
            static field => field.Source is not TextFieldSource.Setting && !field.IsName))
        {
            texts.Add(Text($"context{texts.Count}", Role(field.Source), field.Text, plan));
        }

        return texts;
    }

    private CaseText Text(string path, string role, string text, RedactionPlan plan) => new(path, role, text, findings.In(text, plan));

    private static string Role(TextFieldSource source) => source switch
    {
        TextFieldSource.Instructions => "instructions",
        TextFieldSource.User => "user",
        TextFieldSource.Assistant or TextFieldSource.ToolArguments => "assistant",
        TextFieldSource.ToolResult => "tool",
        _ => "other",
    };
}
