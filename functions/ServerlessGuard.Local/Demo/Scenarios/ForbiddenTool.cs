namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A tool that the application may not use is never called, whatever the model says; one that it may use is.</summary>
internal sealed class ForbiddenTool : IDemoScenario
{
    private const string Prompt = """Please call the tool payroll.raise with {"by": 1000}""";
    private const string AllowedPrompt = """Please call the tool crm.lookup with {"customer": "c-1001"}""";

    public string Title => "A tool call that the application may not make";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var (allowed, _) = await context.SendAsync(
            context.KeyOf("demo"), DemoContext.Model, [DemoContext.UserMessage(AllowedPrompt)], ["crm.lookup"], stream: false,
            cancellationToken);
        var (reply, saw) = await context.SendAsync(
            context.KeyOf("demo"), DemoContext.Model, [DemoContext.UserMessage(Prompt)], ["crm.lookup"], stream: false, cancellationToken);
        return new()
        {
            Tried = Prompt,
            ModelSaw = Excerpt.Of(saw),
            ClientGot = Excerpt.Of(reply),
            Checks =
            [
                new("The model made the call", saw.Contains("payroll.raise", StringComparison.Ordinal)),
                new("The client got no such call", reply.ToolCalls.Count == 0 && !reply.Raw.Contains("\"by\\\"", StringComparison.Ordinal)),
                new("A call to an allowed tool passes", allowed.ToolCalls.SequenceEqual(["crm.lookup"])),
            ],
        };
    }
}
