using ServerlessGuard.Simulation;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A secret that the model streams in small pieces is masked before any part of it leaves.</summary>
internal sealed class LeakedSecretInStream : IDemoScenario
{
    private const int Telling = 8;
    private const string Prompt = "What is the deployment key?";

    public string Title => "A streamed answer that leaks a secret, split over pieces";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var (reply, saw) = await context.AskAsync("demo", Prompt, stream: true, cancellationToken);
        return new()
        {
            Tried = $"{Prompt} The model answers with {TestSecret.Value[..Telling]}…, a few characters at a time",
            ModelSaw = Excerpt.Of(saw),
            ClientGot = Excerpt.From(reply.Text, "The deployment key"),
            Checks =
            [
                new("The answer was streamed", reply.Status == 200 && reply.Pieces > 1),
                new("The rest of the answer arrived", reply.Text.Contains("valid for every region", StringComparison.Ordinal)),
                new("No beginning of the secret left", !reply.Text.Contains(TestSecret.Value[..Telling], StringComparison.Ordinal)),
                new("No end of it left either", !reply.Text.Contains(TestSecret.Value[^Telling..], StringComparison.Ordinal)),
            ],
        };
    }
}
