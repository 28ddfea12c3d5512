namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>Personal data goes out as tokens and comes back as itself.</summary>
internal sealed class SensitivePrompt : IDemoScenario
{
    private const string Email = "erika.mustermann@mailbox.org";
    private const string Iban = "DE89 3704 0044 0532 0130 00";
    private const string Prompt = $"Refund to IBAN {Iban} and write to {Email}.";

    public string Title => "A prompt with personal data";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var (reply, saw) = await context.AskAsync("demo", Prompt, stream: false, cancellationToken);
        return new()
        {
            Tried = Prompt,
            ModelSaw = Excerpt.Of(saw),
            ClientGot = Excerpt.Of(reply),
            Checks =
            [
                new("The call was answered", reply.Status == 200),
                new("The model saw no e-mail address", saw.Length > 0 && !saw.Contains(Email, StringComparison.Ordinal)),
                new("The model saw no account number", !saw.Contains("0532", StringComparison.Ordinal)),
                new(
                    "The client got both back",
                    reply.Text.Contains(Email, StringComparison.Ordinal) && reply.Text.Contains(Iban, StringComparison.Ordinal)),
                new("The caller's key stayed at the guard", !context.ModelSawCallersKey()),
            ],
        };
    }
}
