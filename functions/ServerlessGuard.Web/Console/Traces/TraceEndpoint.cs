using ServerlessGuard.Core.Markup;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Traces;

/// <summary>The audit log's entries of one interaction, each with its proof.</summary>
internal sealed class TraceEndpoint(ConsoleParts parts, TraceReader reader) : ConsoleEndpoint(parts)
{
    public override string Route => "/console/interactions/{id}";

    protected override IReadOnlyList<string> Roles => TraceReader.ForRoles;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var id = request.Route("id");
        if (await reader.ReadAsync(id, cancellationToken) is not ({ Entries.Count: > 0 } trace, { } key))
        {
            return new ConsoleResponse.Refusal(
                404, "The audit log has no such interaction or trace. The log includes an entry a few seconds after it was written.");
        }

        return new ConsoleResponse.Page("Interaction", $"""
            <nav class="crumbs" aria-label="Breadcrumb"><a href="{InteractionsEndpoint.Address}">Interactions</a></nav>
            <div class="title"><h1>Interaction</h1><p><code class="data">{id}</code></p></div>
            <p class="lead">Each of the {(trace.IsCut ? "first " : "")}{trace.Entries.Count} entries has a proof in the checkpoint that <code>{key.Name}</code> signed.</p>
            {Html.When(trace.Interactions.Count > 1, () => TraceView.Joined(trace))}
            <ol class="timeline">{trace.Entries.Select(step => TraceView.Step(id, step, trace.Interactions.Count > 1))}</ol>
            {Html.When(trace.RelatedEvents.Count > 0, () => $"<h2>Related events</h2><ol class=\"timeline\">{trace.RelatedEvents.Select(step => TraceView.Step(id, step, false))}</ol>")}
            """);
    }
}
