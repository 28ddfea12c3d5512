namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>
/// A bad policy file does not replace a good one, not even for a moment; a good one is taken over while the gateway runs.
/// </summary>
internal sealed class BadPolicy : IDemoScenario
{
    public string Title => "A bad policy file, then a good one, while it runs";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var before = context.Policies.Current.RevisionId;
        var good = await File.ReadAllTextAsync(context.Policy.File, cancellationToken);
        var refused = await context.Policy.ReplaceAsync(
            good.Replace("tier: standard", "tier: unguarded", StringComparison.Ordinal), cancellationToken);
        var kept = context.Policies.Current.RevisionId == before;
        var (during, _) = await context.AskAsync("demo", "Still there?", stream: false, cancellationToken);
        await context.Policy.ReplaceAsync(good.Replace("sla: 30m", "sla: 20m", StringComparison.Ordinal), cancellationToken);
        var swapped = context.Policies.Current.RevisionId != before;
        await context.Policy.ReplaceAsync(good, cancellationToken);
        var restored = context.Policies.Current.RevisionId == before;
        return new()
        {
            Tried = "A policy that puts an application into a tier that does not exist",
            ModelSaw = "nothing",
            ClientGot = refused.Length == 0 ? "the bad policy was taken" : Excerpt.Of("Refused: " + refused),
            Checks =
            [
                new("The bad policy was refused, by name of what is wrong", refused.Contains("unguarded", StringComparison.Ordinal)),
                new("The old revision went on serving", kept && during.Status == 200),
                new("A good change was taken over without a restart", swapped),
                new("Putting the old one back restores its revision", restored),
            ],
        };
    }
}
