using ServerlessGuard.Simulation;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>Zero-width characters, homoglyphs and full-width digits hide nothing from the guard.</summary>
internal sealed class ObfuscatedIdentifierInStream : IDemoScenario
{
    private const string Prompt = "Who handles my claim?";

    public string Title => "An answer with disguised personal data";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var (reply, saw) = await context.AskAsync("demo", Prompt, stream: true, cancellationToken);
        return new()
        {
            Tried =
                $"{Prompt} The model answers with {Excerpt.Of(ObfuscatedIdentifier.Email)} (· is invisible, some letters are Cyrillic) and {Excerpt.Of(ObfuscatedIdentifier.Card)}",
            ModelSaw = Excerpt.Of(saw),
            ClientGot = Excerpt.From(reply.Text, "That is handled"),
            Checks =
            [
                new("The answer was streamed", reply.Status == 200 && reply.Pieces > 1),
                new("The disguised address did not leave", !reply.Text.Contains(ObfuscatedIdentifier.Email, StringComparison.Ordinal)
                    && !reply.Text.Contains("mailbox", StringComparison.Ordinal)),
                new("The disguised card number did not leave", !reply.Text.Contains(ObfuscatedIdentifier.Card, StringComparison.Ordinal)
                    && !reply.Text.Contains("１１１１", StringComparison.Ordinal)),
                new("The rest of the answer arrived", reply.Text.Contains("at the desk", StringComparison.Ordinal)),
            ],
        };
    }
}
