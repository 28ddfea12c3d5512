namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A known caller reaches only the models of its application.</summary>
internal sealed class ForbiddenModel : IDemoScenario
{
    public string Title => "A model that the application may not use";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var (reply, saw) = await context.SendAsync(
            context.KeyOf("demo"), "claims-ft", [DemoContext.UserMessage("Hello?")], [], stream: false, cancellationToken);
        return new()
        {
            Tried = "Application demo requests model claims-ft",
            ModelSaw = saw.Length == 0 ? "nothing" : Excerpt.Of(saw),
            ClientGot = Excerpt.Of(reply),
            Checks =
            [
                new("The call got 403", reply.Status == 403),
                new("The model was not called", saw.Length == 0),
            ],
        };
    }
}
