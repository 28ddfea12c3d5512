using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A person stops a model: from then on nothing reaches it, until a person starts it again.</summary>
internal sealed class StoppedModel : IDemoScenario
{
    private const string Prompt = "Repeat this: still here.";
    private const string Person = "user:demo";

    public string Title => "The kill switch";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var stops = context.Services.GetRequiredService<ModelStops>();
        var model = context.Policies.Current.Models[DemoContext.Model];
        (DemoResponse Reply, string Saw) stopped;
        await stops.StopAsync(model, Person, cancellationToken);
        try
        {
            stopped = await context.AskAsync("demo", Prompt, stream: false, cancellationToken);
        }
        finally
        {
            await stops.StartAsync(model, Person, CancellationToken.None);
        }

        var started = await context.AskAsync("demo", Prompt, stream: false, cancellationToken);
        return new()
        {
            Tried = $"A call to {model.Id} after 'guard stop {model.Id}', and one after '--undo'",
            ModelSaw = stopped.Saw.Length == 0 ? "nothing of the first" : Excerpt.Of(stopped.Saw),
            ClientGot = $"{stopped.Reply.Status} {stopped.Reply.ErrorCode}, then {started.Reply.Status}",
            Checks =
            [
                new("The stopped model saw nothing", stopped.Saw.Length == 0),
                new("The caller got the reason", stopped.Reply is { Status: 503, ErrorCode: "model_stopped" }),
                new(
                    "It answers again once it is started",
                    started.Reply.Status == 200 && started.Reply.Text.Contains("still here", StringComparison.Ordinal)),
            ],
        };
    }
}
