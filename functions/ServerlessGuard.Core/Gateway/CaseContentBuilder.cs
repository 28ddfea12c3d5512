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
internal sealed class CaseContentBuilder(CaseFindings findings)
{
    /// <param name="exchange">After its input stage.</param>
    /// <param name="raw">The model's answer as it came; changed. Null for a held input.</param>
    /// <param name="cancellationToken">Ends the saving of tokens.</param>
    public async ValueTask<CaseContent> OfAsync(Exchange exchange, JsonObject? raw, CancellationToken cancellationToken)
    {
        var (protocol, tier, session) = (exchange.Protocol, exchange.Interaction.Tier, exchange.Session);
        var messages = Context(exchange, RedactionPlan.For(tier.Input).WithoutHolds());
        if (raw is not null)
        {
            var answer = protocol.ReadResponse(raw, exchange.Bounds);
            new TextFieldInspector(session, RedactionPlan.For(tier.Output).WithoutHolds(), true).Inspect(answer.Content, new Tally());
            foreach (var prune in answer.Content.Prunings)
            {
                prune();
            }
        }

        await session.SaveAsync(cancellationToken);
        return new CaseContent
        {
            Protocol = ReviewableFields.NameOf(protocol),
            Context = messages,
            Texts = raw is null ? [] : [.. ReviewableFields.Of(ReviewableFields.NameOf(protocol), raw)
                .Select(place => Text(place.Path, place.Role, place.Read()))],
            Answer = raw,
            Actions = tier.Output,
            Conversation = exchange.Call.Application.Restore ? exchange.Scope?.Conversation : null,
            Tokens = exchange.Scope is null ? null : session.Issued,
        };
    }

    private List<CaseText> Context(Exchange exchange, RedactionPlan plan)
    {
        var conversation = exchange.Protocol.Read(ModelReader.Parse(exchange.Call.Body.Span), exchange.Bounds);
        new TextFieldInspector(exchange.Session, plan, true).Inspect(conversation.Content, new Tally());
        var texts = new List<CaseText>();
        foreach (var slot in conversation.Content.Fields.Where(static slot => slot.Source is not TextFieldSource.Setting && !slot.IsName))
        {
            texts.Add(Text($"context{texts.Count}", Role(slot.Source), slot.Text));
        }

        return texts;
    }

    private CaseText Text(string path, string role, string text) => new(path, role, text, findings.In(text));

    private static string Role(TextFieldSource source) => source switch
    {
        TextFieldSource.Instructions => "instructions",
        TextFieldSource.User => "user",
        TextFieldSource.Assistant or TextFieldSource.ToolArguments => "assistant",
        TextFieldSource.ToolResult => "tool",
        _ => "other",
    };
}
