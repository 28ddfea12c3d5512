using System.Globalization;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Writes what the guard itself answers: refusals and errors, plain or as a stream, each after its closing entry.</summary>
internal sealed class GuardResponseWriter(TimeProvider clock)
{
    public const string Json = "application/json";
    public const string Events = "text/event-stream; charset=utf-8";

    public static List<KeyValuePair<string, string>> Headers(Interaction interaction, string? verdict)
    {
        var headers = new List<KeyValuePair<string, string>> { new(GatewayHeaders.Interaction, interaction.Id) };
        if (interaction.Join is not null)
        {
            headers.Add(new(GatewayHeaders.Join, interaction.Join));
        }

        if (interaction.IsUnscanned || verdict is not null)
        {
            headers.Add(new(GatewayHeaders.Verdict, interaction.IsUnscanned ? "unscanned" : verdict!));
        }

        if (interaction.Input.Masked + interaction.Output.Masked is > 0 and var masked)
        {
            headers.Add(new(GatewayHeaders.Masked, masked.ToString(CultureInfo.InvariantCulture)));
        }

        return headers;
    }

    /// <summary>Starts a stream whose verdict is not known yet.</summary>
    public static ValueTask StartStreamAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        var headers = Headers(context.Interaction, context.Interaction.IsObserved ? "observe" : null);
        headers.Add(new("Cache-Control", "no-cache"));
        return context.Sink.StartAsync(200, Events, headers, cancellationToken);
    }

    /// <summary>A body after its closing entry.</summary>
    public static async ValueTask WriteAsync(
        InteractionContext context, ReadOnlyMemory<byte> body, Verdict verdict, string finish, CancellationToken cancellationToken)
    {
        var interaction = context.Interaction;
        interaction.Measure("answer", body);
        await interaction.CloseAsync(verdict, finish);
        await context.Sink.StartAsync(
            200, Json, Headers(interaction, interaction.IsObserved ? $"observe; would={verdict.Name}" : verdict.Name), cancellationToken);
        await context.Sink.WriteAsync(body, cancellationToken);
    }

    /// <summary>A whole answer as a stream, started or not, after its closing entry.</summary>
    public static async ValueTask WriteStreamAsync(
        InteractionContext context, System.Text.Json.Nodes.JsonObject answer, Verdict verdict, CancellationToken cancellationToken)
    {
        var interaction = context.Interaction;
        if (!context.Sink.IsStarted)
        {
            var headers = Headers(interaction, verdict.Name);
            headers.Add(new("Cache-Control", "no-cache"));
            await context.Sink.StartAsync(200, Events, headers, cancellationToken);
        }

        // Closed before its first event: the answer is known whole, and what cannot be kept must fail here.
        interaction.Measure("answer", GatewayJson.ToBytes(answer));
        await interaction.CloseAsync(verdict, context.Protocol.Finish(answer));
        // Servers that tell usage unasked tell it in a buffered stream too, as in a live one; a refusal used nothing.
        var usage = context.Conversation.IncludeUsage || GatewayJson.Number(answer["usage"], "total_tokens") > 0;
        foreach (var told in context.Protocol.Replay(answer, usage))
        {
            await context.Sink.WriteAsync(told.ToBytes(), cancellationToken);
        }
    }

    /// <summary>The well-formed answer that says there is none.</summary>
    public async ValueTask RefuseAsync(InteractionContext context, RefusalDecision decision, CancellationToken cancellationToken)
    {
        var (interaction, verdict, caseId) = (context.Interaction, decision.Verdict, decision.Case);
        var refusal = new Refusal(
            interaction.Id, context.Conversation.Model, clock.GetUtcNow().ToUnixTimeSeconds(), caseId is not null, caseId,
            verdict.Reasons)
        {
            Sentences = interaction.Sentences,
            Messages = interaction.Input.Places,
        };
        var answer = context.Protocol.Refusal(refusal);
        if (decision.Confirm is { } confirm)
        {
            answer["guard"] = new System.Text.Json.Nodes.JsonObject { ["confirm"] = confirm };
        }

        if (context.Conversation.Stream)
        {
            await StartRefusalAsync(context, verdict, caseId, Events, cancellationToken);
            await WriteStreamAsync(context, answer, verdict, cancellationToken);
            return;
        }

        var body = GatewayJson.ToBytes(answer);
        interaction.Measure("answer", body);
        await interaction.CloseAsync(verdict, "content_filter");
        await StartRefusalAsync(context, verdict, caseId, Json, cancellationToken);
        await context.Sink.WriteAsync(body, cancellationToken);
    }

    private static async ValueTask StartRefusalAsync(
        InteractionContext context, Verdict verdict, string? caseId, string contentType, CancellationToken cancellationToken)
    {
        if (context.Sink.IsStarted)
        {
            return;
        }

        var headers = Headers(context.Interaction, verdict.Name);
        if (caseId is not null)
        {
            headers.Add(new(GatewayHeaders.Case, caseId));
        }

        await context.Sink.StartAsync(context.Protocol.RefusalStatus, contentType, headers, cancellationToken);
    }
}
