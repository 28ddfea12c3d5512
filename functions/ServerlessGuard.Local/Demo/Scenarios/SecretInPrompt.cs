using ServerlessGuard.Simulation;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A credential in a prompt never reaches the model.</summary>
internal sealed class SecretInPrompt : IDemoScenario
{
    public string Title => "A credential pasted into a prompt";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var (reply, saw) = await context.AskAsync(
            "demo", $"Why does my token {TestSecret.Value} not work?", stream: false, cancellationToken);
        return new()
        {
            Tried = $"Why does my token {TestSecret.Value[..12]}… not work?",
            ModelSaw = saw.Length == 0 ? "nothing" : Excerpt.Of(saw),
            ClientGot = Excerpt.Of(reply),
            Checks =
            [
                new("The model was not called", saw.Length == 0),
                new("The client was told in a form it understands", reply.FinishReason == "content_filter" || reply.ErrorCode.Length > 0),
            ],
        };
    }
}
