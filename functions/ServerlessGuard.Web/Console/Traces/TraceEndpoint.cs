using ServerlessGuard.Core.Markup;
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
        if (await reader.ReadAsync(id, cancellationToken) is not ({ Steps.Count: > 0 } story, { } key))
        {
            return new ConsoleAnswer.Refusal(404, "The audit log knows no such interaction or trace. Entries appear in it a few seconds after they were written.");
        }

        return new ConsoleAnswer.Page("Interaction", $"""
            <nav class="crumbs" aria-label="Where you are"><a href="{TraceSearchEndpoint.Address}">Interactions</a></nav>
            <div class="title"><h1>Interaction</h1><p><code class="data">{id}</code></p></div>
            <p class="lead">{story.Steps.Count} steps{(story.IsCut ? ", cut: there are more" : "")}, each proven against the checkpoint that <code>{key.Name}</code> signed.</p>
            {Html.When(story.Interactions.Count > 1, () => TraceView.Joined(story))}
            <ol class="timeline">{story.Steps.Select(step => TraceView.Step(id, step, story.Interactions.Count > 1))}</ol>
            {Html.When(story.Around.Count > 0, () => $"<h2>What stood around it</h2><ol class=\"timeline\">{story.Around.Select(step => TraceView.Step(id, step, false))}</ol>")}
            """);
    }
}
