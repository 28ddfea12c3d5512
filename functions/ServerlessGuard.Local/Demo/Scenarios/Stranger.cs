namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A caller without a known key is refused, and the model gets no request.</summary>
internal sealed class Stranger : IDemoScenario
{
    public string Title => "A stranger's key, and no key at all";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        // One character off a real key, so that shape alone does not betray it.
        var real = context.KeyOf("demo");
        var forged = real[..^1] + (real[^1] == 'a' ? 'b' : 'a');
        var (reply, saw) = await context.SendAsync(
            forged, DemoContext.Model, [DemoContext.UserMessage("Hello?")], [], stream: false, cancellationToken);
        var (bare, sawBare) = await context.SendAsync(
            null, DemoContext.Model, [DemoContext.UserMessage("Hello?")], [], stream: false, cancellationToken);
        return new()
        {
            Tried = "A real key with its last character changed",
            ModelSaw = saw.Length == 0 ? "nothing" : Excerpt.Of(saw),
            ClientGot = Excerpt.Of(reply),
            Checks =
            [
                new("The forged key got 401", reply.Status == 401),
                new("No key got 401", bare.Status == 401),
                new("The model was not called", saw.Length == 0 && sawBare.Length == 0),
            ],
        };
    }
}
