using ServerlessGuard.Web.Console.Markup;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Traces;

/// <summary>What the audit log says of one interaction, each step with its proof.</summary>
internal sealed class TraceEndpoint(ConsoleParts parts, TraceReader reader) : ConsoleEndpoint(parts)
{
    public override string Route => "/console/interactions/{id}";

    protected override IReadOnlyList<string> Roles => TraceReader.ForRoles;

    protected override async Task<ConsoleAnswer> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var id = request.Route("id");
        if (await reader.ReadAsync(id, cancellationToken) is not ({ Count: > 0 } steps, { } key))
        {
            return new ConsoleAnswer.Refusal(404, "The audit log knows no such interaction. Entries appear in it a few seconds after they were written.");
        }

        return new ConsoleAnswer.Page("Interaction", $"""
            <div class="title"><h1>Interaction</h1><p><code class="data">{id}</code></p></div>
            <p class="lead">{steps.Count} steps, each proven against the checkpoint that <code>{key.Name}</code> signed.</p>
            <ol class="timeline">{steps.Select(step => TraceView.Step(id, step))}</ol>
            """);
    }
}
