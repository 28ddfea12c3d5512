using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Reads an answer that an application brings to be judged, as if a model had given it.</summary>
internal static class ExternalResponse
{
    /// <summary>
    /// The external answer as a model would have given it. A model sees tokens where the conversation holds values, and writes
    /// those; an application whose answers are restored writes the values. Those that the conversation holds become tokens
    /// again, so that they are judged, and turned back, as a model's would be.
    /// </summary>
    public static async ValueTask<ModelResponse> ReadAsync(
        InteractionContext context, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        context.Interaction.SetAttribute("answer", "external");
        var plan = RedactionPlan.For(context.Interaction.Tier.Input);
        if (!context.Interaction.IsObserved && context.Call.Application.Restore && plan.Personal == GuardAction.Tokenise)
        {
            bytes = await TokenisedAsync(context, bytes, new RedactionPlan { Personal = plan.Personal }, cancellationToken);
        }

        return new ModelResponse(200, GuardResponseWriter.Json, null, new MemoryStream(bytes.ToArray()), null);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> TokenisedAsync(
        InteractionContext context, ReadOnlyMemory<byte> bytes, RedactionPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            var root = ModelReader.Parse(bytes.Span);
            var answer = context.Protocol.ReadResponse(root, context.Bounds).Content;
            var said = context.Protocol.Read(ModelReader.Parse(context.Call.Body.Span), context.Bounds).Content.Fields
                .Select(static field => field.Text)
                .ToArray();
            foreach (var field in answer.Fields.Where(static field => field is { Source: TextFieldSource.ToolArguments, IsName: false }))
            {
                var text = field.Text;
                if (Array.Exists(said, one => one.Contains(text, StringComparison.Ordinal)))
                {
                    field.Replace(context.Session.Inspect(text, field.Label, plan).Text);
                }
            }

            TextFieldInspector.WriteBack(answer);
            await context.Session.SaveAsync(cancellationToken);
            return GatewayJson.ToBytes(root);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or ContentRefusedException or ModelFailedException)
        {
            // As it came: whatever failed fails again when it is judged, where the tier decides.
            return bytes;
        }
    }
}
