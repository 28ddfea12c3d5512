namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>Without its audit log the guard refuses every request, those of observing tiers included.</summary>
internal sealed class BrokenAuditLog : IDemoScenario
{
    public string Title => "The audit log fails";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        (DemoResponse Reply, string Saw) enforced, observed;
        context.Faults.AuditLogDown = true;
        try
        {
            enforced = await context.AskAsync("demo", "Hello?", stream: false, cancellationToken);
            observed = await context.AskAsync("observer", "Hello?", stream: true, cancellationToken);
        }
        finally
        {
            context.Faults.AuditLogDown = false;
        }

        var (after, _) = await context.AskAsync("demo", "Hello again?", stream: false, cancellationToken);
        return new()
        {
            Tried = "Hello? while no entry can be made durable",
            ModelSaw = enforced.Saw.Length == 0 ? "nothing" : Excerpt.Of(enforced.Saw),
            ClientGot = Excerpt.Of(enforced.Reply),
            Checks =
            [
                new("The call got 503", enforced.Reply.Status == 503),
                new("So did an observing tier's", observed.Reply.Status == 503),
                new("The model was not called", enforced.Saw.Length == 0 && observed.Saw.Length == 0),
                new("It answers again once the log is back", after.Status == 200),
            ],
        };
    }
}
