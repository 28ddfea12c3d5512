using System.Buffers;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// A call that the guard itself runs: judged like a model's, run where it is allowed, and its result inspected like that of any tool. One
/// interaction holds all of it.
/// </summary>
internal sealed class ToolDelivery(GuardResponseWriter writer, OutputInspection inspection, FailurePolicy failures)
{
    public async Task DeliverAsync(InteractionContext context, ModelResponse model, CancellationToken cancellationToken)
    {
        _ = model;
        var (interaction, execution) = (context.Interaction, context.Call.Execution!);
        var bytes = context.Call.ExternalResponse!.Value;
        if (execution.Approved is { } approved)
        {
            interaction.SetAttribute("case", approved);
        }

        context.Raw = () => ModelReader.Parse(bytes.Span);
        var root = ModelReader.Parse(bytes.Span);
        var (_, _, refusal) = await inspection.InspectAsync(context, root, cancellationToken);
        if (refusal is not null)
        {
            await writer.RefuseAsync(context, refusal, cancellationToken);
            return;
        }

        // An observed call goes as it came, whatever its inspection would have made of it.
        var parameters = (interaction.IsObserved ? ModelReader.Parse(bytes.Span) : root)["params"]!.AsObject();
        var result = await RunAsync(execution, parameters, cancellationToken);
        interaction.Measure("model", GatewayJson.ToBytes(result));
        await InspectAsync(context, GatewayJson.Text(root, "method")!, result, cancellationToken);
        if (!interaction.IsObserved && interaction.Input.Verdict is Verdict.Block or Verdict.Hold)
        {
            // The tool has run: there is nothing left that an approval could hold back, so a held result is refused.
            await writer.RefuseAsync(
                context, new RefusalDecision(new Verdict.Block(interaction.Input.Verdict.Reasons), null), cancellationToken);
            return;
        }

        await GuardResponseWriter.WriteAsync(context, GatewayJson.ToBytes(result), interaction.Verdict, "tool", cancellationToken);
    }

    private static async Task<JsonObject> RunAsync(ToolExecution execution, JsonObject parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await execution.RunAsync(parameters, cancellationToken);
        }
        catch (ToolFailedException failure)
        {
            throw new ModelFailedException(new GatewayFault(502, "api_error", failure.Code, failure.Message), failure);
        }
    }

    /// <summary>Inspects what the model will read, in place, unless the tier only observes.</summary>
    private async ValueTask InspectAsync(
        InteractionContext context, string method, JsonObject result, CancellationToken cancellationToken)
    {
        var interaction = context.Interaction;
        try
        {
            var content = McpProtocol.ReadResult(method, result, context.Bounds);
            interaction.Unscanned("input", content.Unscanned);
            var plan = RedactionPlan.For(interaction.Tier.Input);
            if (new TextFieldInspector(context.Session, plan, !interaction.IsObserved).Inspect(content, interaction.Input))
            {
                await context.Session.SaveAsync(cancellationToken);
            }
        }
        catch (StoreUnavailableException failure)
        {
            await failures.FailAsync(interaction, new GuardFailedException("vault", failure), cancellationToken);
        }
        catch (GuardFailedException failure)
        {
            await failures.FailAsync(interaction, failure, cancellationToken);
        }
        catch (ContentRefusedException unknown)
        {
            interaction.Input.Add(new Verdict.Block([unknown.Code]));
        }
    }
}

/// <summary>How the guard runs a call itself, once that is allowed. The call is the request's external response.</summary>
public sealed record ToolExecution
{
    /// <summary>
    /// Runs it. Gets the parameters as they were judged, with tokens turned back where the policy allows; returns the result as it came.
    /// Throws <see cref="ToolFailedException"/>.
    /// </summary>
    public required Func<JsonObject, CancellationToken, Task<JsonObject>> RunAsync { get; init; }

    /// <summary>The texts that the model has been shown so far.</summary>
    public required ConversationIndex History { get; init; }

    /// <summary>The case in which a reviewer approved exactly this call, and which was taken for it; null without one.</summary>
    public string? Approved { get; init; }

    public override string ToString() => "ToolExecution";
}

/// <summary>A tool gave no result. The message is for the caller, and repeats nothing of what the server said.</summary>
/// <param name="code">For entries: <c>tool_timeout</c>, <c>tool_unreachable</c>, <c>tool_failed</c>.</param>
public sealed class ToolFailedException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code => code;
}

/// <summary>Keeps an answer, for a caller that tells it in another shape.</summary>
public sealed class BufferedSink : IResponseSink
{
    private readonly ArrayBufferWriter<byte> _body = new();

    public bool IsStarted { get; private set; }

    /// <summary>The status of HTTP; 500 until an answer starts.</summary>
    public int Status { get; private set; } = 500;

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; private set; } = [];

    public ReadOnlyMemory<byte> Body => _body.WrittenMemory;

    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => Headers.FirstOrDefault(one => one.Key == name).Value;

    public ValueTask StartAsync(
        int status, string contentType, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        (IsStarted, Status, Headers) = (true, status, headers);
        return default;
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _body.Write(bytes.Span);
        return default;
    }

    /// <summary>An answer that broke off is none.</summary>
    public void Abort() => throw new IOException("The answer broke off.");
}
