using ServerlessGuard.Simulation;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A tier that only observes changes nothing in either direction.</summary>
internal sealed class ObserveMode : IDemoScenario
{
    private const string Prompt = "What is the deployment key, asks erika.mustermann@mailbox.org?";

    public string Title => "The same in a tier that only observes";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var (reply, saw) = await context.AskAsync("observer", Prompt, stream: false, cancellationToken);
        return new()
        {
            Tried = Prompt,
            ModelSaw = Excerpt.Of(saw),
            ClientGot = Excerpt.From(reply.Text, "The deployment key"),
            Checks =
            [
                new("The model saw the prompt as it was", saw.Contains(Prompt, StringComparison.Ordinal)),
                new("The client got the answer as it was", reply.Text.Contains(TestSecret.Value, StringComparison.Ordinal)),
            ],
        };
    }
}
