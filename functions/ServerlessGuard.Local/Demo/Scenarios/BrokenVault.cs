namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A guard that cannot do its work lets nothing through unguarded.</summary>
internal sealed class BrokenVault : IDemoScenario
{
    private const string Email = "max.power@mailbox.org";

    public string Title => "The vault fails";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        (DemoResponse Reply, string Saw) broken;
        context.Faults.VaultDown = true;
        try
        {
            broken = await context.AskAsync("demo", $"Write to {Email}.", stream: false, cancellationToken);
        }
        finally
        {
            context.Faults.VaultDown = false;
        }

        return new()
        {
            Tried = $"Write to {Email}, while the token's original cannot be kept",
            ModelSaw = broken.Saw.Length == 0 ? "nothing" : Excerpt.Of(broken.Saw),
            ClientGot = Excerpt.Of(broken.Reply),
            Checks =
            [
                new("The call was refused", broken.Reply.Status >= 500),
                new("The address did not reach the model", !broken.Saw.Contains(Email, StringComparison.Ordinal)),
            ],
        };
    }
}
