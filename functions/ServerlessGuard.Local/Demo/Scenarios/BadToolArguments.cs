namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>Arguments outside the tool's schema stop the call.</summary>
internal sealed class BadToolArguments : IDemoScenario
{
    private const string Prompt = """Please call the tool refund.create with {"amount": 100000}""";
    private const string AllowedPrompt = """Please call the tool refund.create with {"amount": 20}""";

    public string Title => "An allowed tool with arguments beyond its limits";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var (allowed, _) = await context.SendAsync(
            context.KeyOf("demo"), DemoContext.Model, [DemoContext.UserMessage(AllowedPrompt)], ["refund.create"], stream: true,
            cancellationToken);
        var (reply, saw) = await context.SendAsync(
            context.KeyOf("demo"), DemoContext.Model, [DemoContext.UserMessage(Prompt)], ["refund.create"], stream: true,
            cancellationToken);
        return new()
        {
            Tried = Prompt + ", streamed; the policy allows 100",
            ModelSaw = Excerpt.Of(saw),
            ClientGot = Excerpt.Of(reply),
            Checks =
            [
                new("The model made the call", saw.Contains("refund.create", StringComparison.Ordinal)),
                new("The client got no call", reply.ToolCalls.Count == 0),
                new("The refusal says why", reply.Raw.Contains("100000 is above the maximum 100", StringComparison.Ordinal)),
                new("A refund within the limit passes", allowed.ToolCalls.SequenceEqual(["refund.create"])),
            ],
        };
    }
}
